import { fileAct, type FileAct } from '../oracle/file-acts.ts';
import type { Ending, Step } from '../scenario.ts';
import type { Making } from './making.ts';

const HARMLESS = ['NOOP', 'SYST', 'noop', 'HELP', 'FEAT', 'PWD', 'XYZZY', 'STAT', 'TYPE I', 'TYPE A'];

/** Writes down the steps of one session, in terms of what verbs do rather than of the verbs: a protocol that lacks one leaves that step out. */
export class Script {
  readonly steps: Step[] = [];
  private readonly making: Making;
  private session: number;

  constructor(making: Making, session = 0) {
    this.making = making;
    this.session = session;
    this.steps.push({ act: 'open', session });
  }

  /** The commands that the protocol has. */
  get commands(): { has(verb: string): boolean } { return this.making.moves.table.commands; }

  /** Logs in, where there is a login. */
  enter(): this {
    for (const move of this.making.moves.entrance()) this.line(`${move.verb} ${move.template}`.trimEnd());
    return this;
  }

  line(text: string, wait = true): this { return this.ahead([text], wait); }

  /** Several lines in one write. */
  ahead(lines: readonly string[], wait = true): this {
    this.steps.push({ act: 'send', session: this.session, lines, wait });
    return this;
  }

  raw(...pieces: readonly string[]): this {
    this.steps.push({ act: 'bytes', session: this.session, pieces });
    return this;
  }

  act(act: 'connect' | 'receive' | 'stall' | 'half' | 'close' | 'reset' | 'keep' | 'end' | 'drop' | 'secure in part' | 'renegotiate' | 'cut'): this {
    this.steps.push({ act, session: this.session });
    return this;
  }

  /** A line with the beginning of another one behind it. */
  tailed(text: string, tail: string): this {
    this.steps.push({ act: 'send', session: this.session, lines: [text], wait: true, tail });
    return this;
  }

  /** Begins TLS, where the server has agreed. */
  secure(): this {
    this.steps.push({ act: 'secure', session: this.session });
    return this;
  }

  /** Goes on in another session. */
  another(): this {
    this.session += 1;
    this.steps.push({ act: 'open', session: this.session });
    return this;
  }

  /** Goes on in another session that does not wait for its greeting: it sends these lines at once, or nothing. */
  early(...lines: readonly string[]): this {
    this.session += 1;
    this.steps.push({ act: 'open', session: this.session, early: lines });
    return this;
  }

  /** Goes back to a session that was opened before. */
  back(session: number): this {
    this.session = session;
    return this;
  }

  upload(size: number, ending: Ending = 'end', text = false): this {
    this.steps.push({ act: 'upload', session: this.session, size, text, ending });
    return this;
  }

  /** A command that does this to files; nothing where the protocol has none. */
  does(act: FileAct, argument = ''): this {
    const verb = this.verb(act);
    return verb === null ? this : this.line(argument === '' ? verb : `${verb} ${argument}`);
  }

  /** Names the address for data in some way, and connects. */
  data(connects = true): this {
    const { random, moves } = this.making;
    const setup = moves.setups[random.weighted(moves.setups.map(({ passive }) => (passive ? 3 : 1)))];
    if (setup === undefined) return this;
    this.line(setup.template === '' ? setup.verb : `${setup.verb} ${setup.template}`);
    return setup.passive && connects ? this.act('connect') : this;
  }

  /** Connects after the reply that begins the transfer, where that reply names the port. */
  late(): this { return this.making.moves.setups.length === 0 ? this.act('connect') : this; }

  put(name: string, size: number, text = false, act: 'store' | 'append' = 'store'): this {
    return this.verb(act) === null ? this : this.data().does(act, name).late().upload(size, 'end', text);
  }

  get(name: string): this { return this.data().does('retrieve', name).late().act('receive'); }

  list(act: 'list' | 'names' | 'facts list', path = ''): this { return this.verb(act) === null ? this : this.data().does(act, path).late().act('receive'); }

  /** Chooses a representation, where the protocol has several. */
  type(code: 'A' | 'I'): this { return this.does('type', code); }

  /** A verb that does this: now and then an alias. */
  verb(act: FileAct): string | null {
    const { moves: { table }, random } = this.making;
    const verbs = table.protocol.commands.filter(({ verb }) => fileAct(table.canonical(verb)) === act).map(({ verb }) => verb);
    return verbs.length === 0 ? null : random.chance(0.8) ? verbs[0]! : random.pick(verbs);
  }

  /** A command that changes nothing: one that the protocol has, or one that no protocol has. */
  harmless(): string {
    const { moves, random } = this.making;
    const word = random.pick(HARMLESS);
    return moves.table.commands.has(word.split(' ')[0]!.toUpperCase()) ? word : 'XYZZY';
  }

  /** Any command of the protocol with an argument of its kind. */
  anyLine(): string {
    const { moves, random } = this.making;
    const command = random.pick(moves.table.protocol.commands);
    const template = moves.template(command) ?? '';
    return template === '' ? command.verb : `${command.verb} ${template.replace('{file}', '{n1}')}`;
  }
}
