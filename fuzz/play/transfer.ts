import type { Reply } from '../../src/wire/reply.ts';
import { lettersOf, storedForm } from '../oracle/ascii-form.ts';
import { deliveredUntruth } from '../oracle/data-values.ts';
import { fileAct } from '../oracle/file-acts.ts';
import { mustHold } from '../oracle/demands.ts';
import { masked } from './changes.ts';
import type { Pending } from './pending.ts';
import type { PlaySession } from './session.ts';
import { hadStray } from './strays.ts';
import { tell } from './tell.ts';

/** A line end of one byte, or NUL. */
// oxlint-disable-next-line no-control-regex
const LONE = /\r(?!\n)|(?<!\r)\n|\0/;

/** A transfer that the server has begun: its end is one more reply, and for what it sends the end of the data connection. */
export class Transfer {
  /** Whether files go to the client. */
  readonly outward: boolean;
  private readonly session: PlaySession;
  readonly command: Pending;
  /** The path that STOU stores under, as the server has told it. */
  unique: string | null = null;
  /** The server has said that an ABOR is done: nothing waits any more. */
  givenUp = false;
  /** The changes that were known when it began: what is changed meanwhile may be in what it brings, or not. */
  private readonly edits: number;
  private final: Reply | null = null;
  private over = false;

  constructor(session: PlaySession, command: Pending) {
    this.session = session;
    this.command = command;
    this.edits = session.stage.tree.edits;
    const act = fileAct(command.on);
    this.outward = act !== 'store' && act !== 'append' && act !== 'store unique';
  }

  /** The client had ended every connection before it asked for the transfer: the server may wait for another one. */
  get orphaned(): boolean { return this.command.orphaned; }

  get verb(): string { return this.command.on; }

  /** It has begun though no connection stands, nor can the client make one: the server connects now, or never. */
  get unreached(): boolean { return this.final === null && !this.givenUp && this.session.lines.length === 0 && this.session.port?.fresh !== true; }

  /** The last reply has come. */
  ended(reply: Reply): void {
    this.final = reply;
    if (this.session.cutOff && !this.outward && reply.code < 300) this.session.problem('value', this.session.lines.some(({ secured }) => secured) ? 'cut upload' : 'cut form', { verb: this.command.on, expected: ['a reply that says the file is not whole'], actual: String(reply.code), symptom: 'a cut upload is whole' }, false);
    this.session.cutOff = false;
    this.session.memory.ended(this.session, this.command, reply);
    this.session.reach.ended(this.session, this.command, reply);
    this.settle();
  }

  /** The last reply is here. */
  get told(): boolean { return this.final !== null; }

  /** The last reply has come among those to other commands, and nobody knows which it was. */
  lose(): void {
    if (this.over) return;
    this.over = true;
    const { session, command } = this;
    const { tree } = session.stage;
    session.transfer = null;
    if (!this.outward) {
      const path = fileAct(command.on) === 'store unique' ? null : tree.resolve(command.place.cwd, command.argument);
      if (path === null) tree.doubtAll();
      else tree.doubt(path);
    }
    session.retire();
  }

  /**
   * Draws the conclusions once the reply and the connection are both at their end.
   * @param anyway no connection is waited for any more
   */
  settle(anyway = false): void {
    const { session, final } = this;
    if (this.over || final === null) return;
    if (this.outward && final.code < 300 && !anyway && session.lines.length === 0 && session.door !== null && session.port === null) return;
    // Of several connections to a port one is used.
    if (this.outward && final.code < 300 && session.lines.some((line) => !line.over) && !(anyway && session.lines.some((line) => line.over))) return;
    // Somebody else may have been served in this session's place.
    if (session.port !== null && hadStray(session.port.number) && session.lines.some(({ standing }) => standing === 'reset')) return this.lose();
    this.over = true;
    session.transfer = null;
    this.escaped();
    const bare = session.lines.find(({ unprotected }) => unprotected !== null);
    if (bare !== undefined) session.problem('value', 'protected data', { verb: this.command.on, expected: ['a TLS handshake on the data connection'], actual: bare.unprotected!, symptom: 'data in clear' });
    const [line] = session.lines;
    if (line?.shaken === true && final.code < 300) session.memory.shielded(session, this.command.on, line, this.outward);
    if (this.outward) this.delivered(final);
    else this.stored(final);
    session.retire();
  }

  private escaped(): void {
    const { session } = this;
    const { outside } = session.stage.subject;
    if (outside === null || !session.lines.some((line) => line.bytes.includes(outside.token) || line.bytes.includes(outside.secret))) return;
    session.problem('escape', 'jail', { verb: this.command.on, expected: ['nothing from outside the served directory'], actual: 'the data connection brought something that lies outside', symptom: 'in data' });
  }

  private delivered(final: Reply): void {
    const { session, command } = this;
    const [line, ...more] = session.lines;
    if (!command.alone || session.spoiled || line === undefined || more.length > 0 || line.standing !== 'ended' || session.stage.busyBeside(session) || session.stage.tree.edits !== this.edits) return;
    const bytes = line.bytes;
    if (bytes.length !== line.received || Number.isNaN(command.place.restart)) return;
    const { tree, subject } = session.stage;
    const untruth = deliveredUntruth({ verb: command.on, argument: command.argument, bytes, tree, place: command.place, now: subject.local ? Date.now() : null, home: subject.home });
    if (final.code >= 300) {
      // Empty is also what could not be read.
      if (untruth === null && final.code >= 400 && bytes.length > 0 && !line.secured && isWhole(session, command)) tell(session, 'whole file', { verb: command.on, expected: ['226, as all of the file has come'], actual: String(final.code), symptom: 'whole and refused' });
      return;
    }
    if (untruth === null && fileAct(command.on) === 'retrieve' && command.place.mark === null) this.noteMarks(bytes);
    if (untruth === null && command.place.ascii === true && bytes.includes('\r\n') && fileAct(command.on) === 'retrieve') subject.learnt.converts = true;
    if (untruth !== null) session.problem('value', untruth.demand, { verb: command.on, expected: [untruth.expected], actual: `${bytes.length} bytes`, symptom: untruth.symptom }, mustHold(subject.table.protocol, untruth.demand));
  }

  private noteMarks(bytes: Buffer): void {
    const { session, command: { argument, place } } = this;
    const { tree } = session.stage;
    const path = tree.resolve(place.cwd, argument);
    const node = path === null ? null : tree.at(path);
    if (path !== null && node?.kind === 'file' && node.content !== null) session.memory.marks.brought(session, bytes, node.content, path);
  }

  private stored(final: Reply): void {
    const { session, command } = this;
    const { tree } = session.stage;
    const path = fileAct(command.on) === 'store unique' ? this.unique : tree.resolve(command.place.cwd, command.argument);
    if (path === null) {
      // Under what name is not known.
      if (fileAct(command.on) === 'store unique') tree.doubtAll();
      return;
    }
    // The links are everybody's: what one has stored another puts away.
    if (Object.values(session.stage.subject.outside?.links ?? {}).some((link) => path.includes(link))) return tree.doubt(path);
    const whole = final.code < 300 && command.alone && !session.spoiled && session.lines.length === 1 && session.body !== null && !session.stage.busyBeside(session) && !Number.isNaN(command.place.restart);
    // What a lone CR or LF becomes in a text is not said.
    const { file = null, bytes = Buffer.alloc(0) } = session.body ?? {};
    const before = tree.at(path);
    const attributes = before.kind === 'absent' ? masked(session, command.place) : {};
    const { mark } = command.place;
    if (mark !== null && final.code >= 400 && command.alone && !session.spoiled) session.memory.marks.refused(session, mark, final);
    if (whole && file !== null && command.place.restart === 0 && fileAct(command.on) === 'store' && (mark === null || session.body?.goesOn === true)) {
      tree.set(path, { kind: 'file', content: file, size: file.length, changed: Date.now(), ...attributes, ...(mark !== null && { asks: mark.inLine ? 'resumed line' as const : 'resumed upload' as const }) });
      session.stored = path;
      return;
    }
    if (whole && file === null && mark === null && command.place.ascii === true && command.place.restart === 0 && fileAct(command.on) === 'store' && LONE.test(bytes.toString('latin1'))) {
      tree.set(path, { kind: 'file', content: null, size: null, changed: Date.now(), letters: lettersOf(bytes), ...attributes });
      return;
    }
    if (!whole || file !== null || mark !== null || command.place.ascii === null || (command.place.ascii && LONE.test(bytes.toString('latin1')))) {
      tree.doubt(path);
      return;
    }
    const body = command.place.ascii ? storedForm(bytes) : bytes;
    const appends = fileAct(command.on) === 'append';
    const content = appends || command.place.restart > 0
      ? before.kind === 'absent' ? (command.place.restart > 0 ? null : body) : before.kind !== 'file' || before.content === null || command.place.ascii ? null
        : appends && command.place.restart === 0 ? Buffer.concat([before.content, body]) : restarted(before.content, body, command.place.restart)
      : body;
    if (content === null) tree.doubt(path);
    else tree.set(path, { kind: 'file', content, size: content.length, changed: Date.now(), ...attributes, ...(appends && command.place.restart > 0 && { asks: 'restarted append' as const }) });
    if (content !== null) session.stored = path;
  }
}

/** RFC 3659 §5.3: from the position on the file is overwritten; whether what lies behind is cut off is not said. */
function restarted(before: Buffer, body: Buffer, position: number): Buffer | null {
  if (position > before.length || position + body.length < before.length) return null;
  return Buffer.concat([before.subarray(0, position), body]);
}

/** Whether it is known of the file what all of it is. */
function isWhole({ stage: { tree } }: PlaySession, { on, argument, place }: Pending): boolean {
  const path = fileAct(on) === 'retrieve' && place.ascii === false ? tree.resolve(place.cwd, argument) : null;
  const node = path === null ? null : tree.at(path);
  return node?.kind === 'file' && node.content !== null;
}
