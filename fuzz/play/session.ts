import { Observer, type Observation } from '../../src/machine/observer.ts';
import type { Reply } from '../../src/wire/reply.ts';
import { changesFiles, fileAct } from '../oracle/file-acts.ts';
import { ruleOf, type Demand } from '../oracle/demands.ts';
import { Promises } from '../oracle/promises.ts';
import { freshPlace, truthOf, type Place } from '../oracle/truth.ts';
import type { ProblemKind } from '../problem.ts';
import { agreed } from './agreed.ts';
import type { Body } from './bodies.ts';
import { compare } from './comparisons.ts';
import { applyEffect } from './effects.ts';
import { describe, excerpt, LONG } from './excerpt.ts';
import { saysLacking } from './lacking.ts';
import { judgeForm } from './judge-form.ts';
import { readLine } from './interpret.ts';
import { Interrupts } from './interrupts.ts';
import { Reach } from './reach.ts';
import { namedPort } from './named-port.ts';
import { passOver } from './pass-over.ts';
import type { Ahead, Pending } from './pending.ts';
import type { Stage } from './stage.ts';
import { Memory, ofSpaces } from './memory.ts';
import { lenience, superfluous } from './lenience.ts';
import { keepsPosition } from './keeps-position.ts';
import { Link } from './link.ts';
import { starved } from '../../src/client/starved.ts';
import { Waiting, whereOf } from './waiting.ts';
import type { DataDoor } from './data-door.ts';
import type { DataLine } from './data-line.ts';
import type { Transfer } from './transfer.ts';

/** Placeholders of what every scenario reads. */
const SHARED = /\{(?:file|large|directory|full-directory)\}/;

/** One session of a scenario: what it sent, what came, and what every oracle makes of it. */
export class PlaySession {
  readonly number: number;
  readonly stage: Stage;
  readonly link: Link;
  readonly observer: Observer;
  readonly pending: Pending[] = [];
  /** Lines that the server has, and that it cannot have come to yet. */
  readonly ahead: Ahead[] = [];
  place: Place = freshPlace();
  transfer: Transfer | null = null;
  /** Data connections since the last port was named. */
  lines: DataLine[] = [];
  private readonly retired: DataLine[] = [];
  door: DataDoor | null = null;
  /** Port of the server named last, and whether nothing was tried on it yet. */
  port: { readonly number: number; fresh: boolean } | null = null;
  /** Something was sent that servers may read differently: only that they answer at all is judged. */
  blurred = false;
  /** The greeting was a goodbye. */
  refused = false;
  /** We have ended it. */
  left = false;
  /** The server waits for a handshake. */
  awaitsTls = false;
  /** PROT P holds. */
  privateData = false;
  /** TLS is being taken off. */
  uncovering: Promise<void> | null = null;
  /** Half a line was sent. */
  blurs = false;
  /** The last upload was cut off before its end was said. */
  cutOff = false;
  replies = 0;
  /** A transfer has begun since it is not known what the server answers: commands may wait for its end. */
  begun = false;
  commands = 0;
  logins = 0;
  /** A name that RNFR gave before it was refused or replaced. */
  given: string | null = null;
  /** What was done to the data connection so that its outcome is open. */
  spoiled = false;
  /** What was sent over the data connection, when all of it was. */
  body: Body | null = null;
  /** A path whose content is known anew, for the look at the disk. */
  stored: string | null = null;
  lastSent = '';
  readonly memory = new Memory();
  readonly reach = new Reach();
  private readonly interrupts = new Interrupts();
  readonly promises: Promises;
  private readonly waiting = new Waiting();

  constructor(number: number, stage: Stage) {
    this.number = number;
    this.stage = stage;
    this.observer = new Observer(stage.subject.table);
    this.promises = new Promises(stage.subject.table);
    const { host, port } = stage.subject.started.testee;
    this.link = new Link({ host, port }, number, stage.log, { reply: (reply) => this.took(reply), changed: () => this.changed() });
  }

  /** Breaks the control connection. */
  leave(): void {
    this.left = true;
    this.link.drop();
  }

  /** Data connections of a transfer that has begun are put under TLS, where that was agreed on; the first is to show its certificate. */
  protectData(): void {
    if (this.transfer === null || !this.privateData) return;
    for (const line of this.lines) if (line.standing === 'open') line.secure(this.retired.length === 0 ? null : this.link.ticket);
  }

  /** Something happened: whoever waits looks again. */
  changed(): void {
    if (this.privateData) this.protectData();
    this.transfer?.settle();
    this.waiting.look();
  }

  /** Waits until `holds`, no longer than so many milliseconds. True when it does. */
  until(holds: () => boolean, milliseconds: number): Promise<boolean> { return this.waiting.until(holds, milliseconds, whereOf(this.stage.subject)); }

  /** Sends lines that hold placeholders, in one write. */
  send(templates: readonly string[], tail = ''): void {
    const { names } = this.stage;
    const listener = this.door === null ? null : { address: this.link.localAddress, port: this.door.port };
    const texts = templates.map((template) => names.fill(this.memory.marks.fill(this.spared(template)), listener, this.link));
    this.foresee(texts.map((text, at) => ({ text, template: templates[at]!, asks: null })));
    this.link.write(texts.map((text) => `${text}\r\n`).join('') + tail);
    // An unfinished line that no handshake follows is one with what comes next.
    this.blurs = tail !== '';
  }

  /** Takes note of lines that are about to be sent in one piece. */
  foresee(lines: readonly Ahead[]): void {
    this.ahead.push(...lines);
    this.catchUp();
  }

  /**
   * Lines that were sent ahead count as sent once those before them are answered: a server takes them one by one, and what is
   * known of the files then is what they meet. During a transfer all count, and so they do when the last reply may have answered all.
   */
  private catchUp(): void {
    while (this.ahead.length > 0 && (this.pending.length === 0 || this.blurred || !this.observer.replyDue)) {
      const { text, template, asks } = this.ahead.shift()!;
      this.announce(text, template, !this.observer.mayTransfer, asks);
    }
  }

  /** What others read stays as it is, however a scenario was disturbed or cut: commands that would change it get a name of their own. */
  private spared(template: string): string {
    if (!SHARED.test(template)) return template;
    const { table } = this.stage.subject;
    const said = readLine(template);
    const act = fileAct(table.canonical(table.named(said.verb, said.argument).verb));
    return act === 'make' || !changesFiles(act) ? template : template.replace(SHARED, '{n99}');
  }

  /** Tells the observer of a line that the server comes to now. */
  private announce(text: string, template: string, single: boolean, asks: Demand | null): void {
    const { subject: { table, writing, started: { testee } }, tree } = this.stage;
    const telnet = text.includes('\xff');
    const said = readLine(telnet ? text.replaceAll('\xff\xff', '\xff') : asks === 'carriage return' ? text.replace('\r\0', '\r') : text);
    const { verb, argument } = table.named(said.verb, said.argument);
    // A lone IAC makes a Telnet command of what follows.
    const on = table.canonical(verb);
    if ((telnet && text.replaceAll('\xff\xff', '').includes('\xff')) || superfluous(table, on, argument)) this.blurred = true;
    const alone = single && this.pending.length === 0 && this.transfer === null && !this.blurred && !this.stage.busyBeside(this);
    const connected = this.lines.some((line) => line.standing === 'open' && !line.finished && !this.spoiled);
    const facts = !alone ? {} : truthOf({
      table, tree, place: this.place, verb: on, argument, template: template.slice(template.indexOf(' ') + 1), user: testee.user, password: testee.password, account: testee.account, readsOnly: writing !== null, able: this.memory.able, bare: this.memory.bare && !this.privateData, ipv4: /^[\d.]+$/.test(testee.host),
      connected,
    });
    this.lastSent = text;
    this.memory.mayEnd ||= text.length > LONG || text.includes('\0');
    this.commands += 1;
    if (this.blurred) return;
    const lenient = asks ?? lenience(table, on, argument);
    // A transfer that runs keeps its connection.
    if (fileAct(on) === 'active' && this.transfer === null) this.activating();
    else if (fileAct(on) === 'active') this.spoiled = true;
    // Another address, even a refused one, may end the port before it.
    if (this.port !== null && (fileAct(on) === 'active' || on === 'PASV' || on === 'EPSV' || on === 'LPSV')) this.port.fresh = false;
    const number = this.observer.sent(verb, lenient === 'spaces' ? argument.trimStart() : argument, facts);
    this.pending.push({ number, verb, on, argument, alone, place: this.placeNow(), facts, connected, orphaned: this.lines.length > 0 && this.lines.every((line) => line.gone), lenient });
    // A position holds for the transfer that follows at once; what other commands make of it is the server's business.
    if ((this.place.restart > 0 || this.place.mark !== null) && !keepsPosition(on)) Object.assign(this.place, { restart: NaN, mark: null });
  }

  /** Where a command sent now will find the session: in an unknown directory where one before it that changes directories is not answered yet. */
  private placeNow(): Place {
    const moves = this.pending.some(({ on }) => ['enter', 'up', 'restart session'].includes(fileAct(on) ?? ''));
    return moves ? { ...this.place, cwd: null } : { ...this.place };
  }

  /** Records what went wrong. A problem with a SHOULD does not end the scenario. */
  problem(kind: ProblemKind, demand: Demand | { readonly rules: readonly string[] }, about: { readonly verb?: string | null; readonly expected: readonly string[]; readonly actual: string; readonly symptom: string }, fatal = true): void {
    const { table } = this.stage.subject;
    const rules = ofSpaces(this.stage.tree, kind, about.verb ?? null) ? [ruleOf(table.protocol.name, 'spaces in names')] : typeof demand === 'string' ? [ruleOf(table.protocol.name, demand)] : demand.rules;
    this.stage.report({
      kind, rule: rules[0] ?? ruleOf(table.protocol.name, 'one reply'), rules: rules.slice(1), verb: about.verb ?? null, sent: excerpt(this.lastSent), expected: about.expected,
      actual: kind === 'silence' && starved() ? `${about.actual}; the machine has more to run than cores` : about.actual, symptom: about.symptom,
    }, fatal);
  }

  private took(reply: Reply): void {
    this.replies += 1;
    if (this.left) return;
    const { outside } = this.stage.subject;
    if (outside !== null && (reply.raw.includes(outside.token) || (reply.code < 300 && reply.lines.length > 2 && !this.lastSent.includes(outside.secret) && reply.raw.includes(outside.secret)))) {
      this.problem('escape', 'jail', { verb: readLine(this.lastSent).verb, expected: ['nothing from outside the served directory'], actual: describe(reply), symptom: 'in a reply' });
    }
    judgeForm(this, reply);
    if (this.blurred) { this.begun ||= reply.code < 200; return; }
    this.judge(reply);
    if (reply.code >= 200) passOver(this);
    if (this.ahead.length > 0) this.catchUp();
  }

  private judge(reply: Reply): void {
    const lacking = saysLacking(this, reply.code);
    const observation = this.observer.reply(reply.code);
    if (observation.grade === 'violation') this.violated(observation, reply);
    else this.answered(observation, reply, lacking);
  }

  private violated(observation: Observation, reply: Reply): void {
    const command = this.pending.find((one) => one.verb === observation.answers);
    // A number that no machine holds may be refused at once as well as later (RFC 3659 §5.3), and so may whatever writes where the user may not.
    // So are last words of a handshake that fails. Where a transfer hangs in the air everything follows from that; a command during one may be refused (FTP-XFR-R41).
    if (this.transfer?.unreached === true || (this.memory.refusedMeanwhile && command?.alone === false) || reply.code >= 400 && (this.awaitsTls || command !== undefined && (command.lenient === 'carriage return' || /\d{18}/.test(command.argument) && reply.code >= 500 || this.stage.subject.writing !== null && changesFiles(fileAct(command.on))))) {
      this.left = true;
      return;
    }
    const on = observation.answers === null ? null : this.stage.subject.table.canonical(observation.answers);
    const lenient = command?.lenient ?? null;
    // A rule of many verbs is broken in one way, not once a verb.
    const wide = (this.stage.subject.table.rules.get(observation.rules[0] ?? '')?.on.length ?? 0) > 3 || lenient === 'telnet';
    this.problem('reply', lenient ?? { rules: observation.rules }, { verb: on, expected: observation.expected, actual: describe(reply), symptom: wide ? `${Math.floor(reply.code / 100)}xx` : String(reply.code) });
  }

  /** Lets the other oracles look at a reply, and the file oracle draw its conclusions. */
  private answered(observation: Observation, reply: Reply, lacking: boolean): void {
    this.memory.heard(this, reply, this.pending[0]?.on ?? null);
    const port = namedPort(reply);
    if (port !== undefined && port !== null && (reply.code > 200 || !this.stage.subject.table.commands.has('PASV'))) this.named(port);
    if (reply.code === 234 || reply.code === 334) return agreed(this, reply.code);
    if (observation.answers === null) {
      if (reply.code >= 200) this.transfer?.ended(reply);
      return;
    }
    const at = this.pending.findIndex((one) => one.verb === observation.answers);
    const command = this.pending[at];
    if (command === undefined) return;
    this.memory.refusedPassword = (command.on === 'PASS' || command.on === 'ACCT') && reply.code >= 400;
    if (reply.code >= 200 || this.observer.mayTransfer) this.pending.splice(at, 1);
    if (command.on === 'ABOR') this.spoiled = true;
    this.memory.note(this, command, reply);
    this.reach.note(this, command, reply);
    this.interrupts.note(this, command, reply);
    compare(this, command, reply, lacking || observation.grade === 'not-implemented');
    if (this.link.secured && reply.code >= 200 && reply.code < 300 && (command.on === 'CCC' || fileAct(command.on) === 'restart session')) this.uncovering = this.link.uncover();
    if (reply.code >= 200 && reply.code < 300 && (command.on === 'PROT' || command.on === 'REIN')) this.privateData = command.argument.toUpperCase() === 'P';
    applyEffect(this, command, reply);
  }

  /** A data connection that is to be protected is not, or not yet. */
  get breaksHandshake(): boolean { return this.memory.brokenHandshake || (this.privateData && this.lines.some(({ shaken }) => !shaken)); }
  /** A new port: older connections count no more. */
  private named(port: number): void {
    this.memory.brokenHandshake ||= this.breaksHandshake;
    this.activating();
    this.port = { number: port, fresh: true };
    if (this.stage.subject.table.commands.has('PASV')) this.memory.ports.named(this, port);
  }

  /** Our listener is about to be named: what connects from now on belongs to it. Some servers connect before they reply. */
  private activating(): void {
    for (const line of this.lines) line.destroy();
    this.lines = [];
    this.spoiled = false;
    this.body = null;
  }

  /** The transfer is over: the next one takes other connections. */
  retire(): void {
    // A door takes no more than a few connections at a time.
    for (const line of this.lines) if (line.standing === 'ended') line.end();
    this.retired.push(...this.lines);
    this.lines = [];
    this.spoiled = false;
    this.body = null;
  }

  /** Lets go of everything. */
  destroy(): void {
    for (const line of [...this.lines, ...this.retired]) line.destroy();
    this.reach.forget();
    this.door?.close();
    this.waiting.end();
    this.link.destroy();
  }
}
