import { escapeBytes } from '../../src/wire/escape.ts';
import { ruleOf, tellsSpaces } from '../oracle/demands.ts';
import { fileAct } from '../oracle/file-acts.ts';
import { Strangers } from '../oracle/strangers.ts';
import { Tree } from '../oracle/tree.ts';
import type { Problem } from '../problem.ts';
import type { Scenario, Step } from '../scenario.ts';
import type { Subject } from '../subject.ts';
import { actOnData } from './act-on-data.ts';
import { actOnTls } from './act-on-tls.ts';
import { atOnce } from './at-once.ts';
import { judgeCut } from './cut-by-quit.ts';
import { DataDoor } from './data-door.ts';
import { diskUntruth } from './disk.ts';
import { guesses } from './guesses.ts';
import { hangs } from './hangs.ts';
import { INTERRUPTED, readBytes, readLine } from './interpret.ts';
import { lookForRemains, noteListener } from './left-listening.ts';
import { Names, needsListener } from './names.ts';
import { outOfOrder } from './out-of-order.ts';
import type { Outcome } from './outcome.ts';
import { PlaySession } from './session.ts';
import type { Stage } from './stage.ts';
import { tell } from './tell.ts';
import { transferVerbs } from './transfer-verbs.ts';
import { WireLog } from './wire-log.ts';

/** Milliseconds by which a server may delay its answer to a wrong password (RFC 2577 §5 recommends five seconds). */
const PENALTY = 12_000;

/** Milliseconds that a transfer command gets to whose port nobody has connected. */
const UNCONNECTED = 200;

/** What may be sent during a transfer. */
const INTERRUPTS = /^(ABOR|STAT|QUIT)/;

/** Plays one scenario from its first step to its last, or to the first problem. Never throws. */
export class Player {
  private readonly stage: Stage;
  private readonly sessions = new Map<number, PlaySession>();
  private fatal: Problem | null = null;
  private minor: Problem | null = null;
  private readonly scenario: Scenario;
  private escapes = false;
  private readonly transfers: ReadonlySet<string>;

  /** @param prefix of the names that the scenario makes: unique on this server */
  constructor(subject: Subject, scenario: Scenario, prefix: string) {
    this.scenario = scenario;
    this.transfers = transferVerbs(subject.table);
    this.stage = {
      subject,
      tree: new Tree(prefix, subject.shared, tellsSpaces(subject.table.protocol.name), subject.home ?? '/'),
      names: new Names(subject, prefix),
      log: new WireLog(),
      made: [],
      strangers: new Strangers(),
      reached: { active: false },
      report: (problem, fatal) => { if (fatal) this.fatal ??= problem; else this.minor ??= problem; },
      busyBeside: (session) => {
        if (this.sessions.size > 1) for (const other of this.sessions.values()) if (other !== session && (other.pending.length > 0 || other.transfer !== null)) return true;
        return false;
      },
    };
  }

  async play(): Promise<Outcome> {
    const { steps } = this.scenario;
    for (let at = 0; at < steps.length && this.fatal === null; at++) {
      const step = steps[at]!;
      if (steps[at + 1]?.act === 'connect') this.beforeTheEnd(step);
      await this.perform(step);
    }
    if (this.fatal !== null) this.fatal = await outOfOrder(this.sessions.values(), this.fatal) ?? this.fatal;
    // Whatever else was wrong: what lies outside is to be there again for the scenarios to come.
    if (this.escapes) await this.lookOutside();
    for (const session of this.sessions.values()) session.destroy();
    return this.outcome();
  }

  private perform(step: Step): Promise<void> | void {
    if (step.act === 'open') return this.open(step.session, step.early);
    const session = this.sessions.get(step.session);
    if (session === undefined) return;
    return session.uncovering === null && !session.left && session.link.standing === 'open' ? this.act(session, step) : this.late(session, step);
  }

  /** A step of a session whose connection has changed. */
  private async late(session: PlaySession, step: Exclude<Step, { act: 'open' }>): Promise<void> {
    if (session.uncovering !== null) {
      await Promise.race([session.uncovering, session.until(() => session.link.standing !== 'open', this.stage.subject.timeout)]);
      session.uncovering = null;
    }
    if (session.left || session.link.standing !== 'open') await lookForRemains(session, step.act);
    if (session.left) return;
    if (session.link.standing !== 'open') {
      // Nothing was asked that could have ended it: a data connection was misused, or another session did something.
      if (session.replies > 0 && !session.refused) this.judgeEnd(session);
      session.left = true;
      return;
    }
    return this.act(session, step);
  }

  private act(session: PlaySession, step: Exclude<Step, { act: 'open' }>): Promise<void> | void {
    if (session.awaitsTls && step.act !== 'secure' && step.act !== 'secure in part') return session.leave();
    switch (step.act) {
      case 'secure': case 'secure in part': case 'renegotiate': case 'cut': return actOnTls(session, step.act);
      case 'end': session.left = true; session.link.end(); return;
      case 'drop': session.left = true; session.link.drop(); return;
      case 'send': return this.send(session, step.lines, step.wait, step.tail ?? '');
      case 'bytes': return this.bytes(session, step.pieces);
      default: return actOnData(session, step);
    }
  }

  private beforeTheEnd(step: Step): void {
    const session = this.sessions.get(step.session);
    if (session !== undefined && (step.act === 'end' || step.act === 'drop' || (step.act === 'send' && step.lines[0] === 'QUIT'))) noteListener(session);
  }

  private async open(number: number, early: readonly string[] | undefined): Promise<void> {
    const { subject } = this.stage;
    if (this.sessions.has(number)) return;
    const session = new PlaySession(number, this.stage);
    this.sessions.set(number, session);
    if (early !== undefined) return this.ahead(session, early);
    const greets = subject.suite.greets;
    await session.until(() => (greets ? session.replies > 0 && !session.observer.replyDue && session.observer.unanswered.length === 0 && settledGreeting(session) : session.link.standing === 'open') || session.link.standing !== 'open' && session.link.standing !== 'connecting' || this.fatal !== null, subject.timeout);
    session.refused = session.replies > 0 && session.observer.states().every(([access]) => access === subject.table.regions[0]!.states.at(-1));
    if (this.fatal !== null || session.replies > 0 || !greets) return;
    if (session.link.standing === 'refused') session.problem('gone', 'survives', { expected: ['a connection'], actual: 'the connection was refused', symptom: 'refused' });
    else session.problem(session.link.standing === 'open' ? 'silence' : 'gone', 'greeting', { expected: ['220'], actual: session.link.standing === 'open' ? `no greeting within ${subject.timeout} ms` : 'the connection was closed without a greeting', symptom: 'no greeting' });
  }

  /** Speaks before it is greeted, or says nothing, and waits for nothing but what it has asked for. */
  private async ahead(session: PlaySession, lines: readonly string[]): Promise<void> {
    if (lines.length > 0) session.send(lines);
    await session.until(() => session.link.standing !== 'connecting', this.stage.subject.timeout);
    if (lines.length === 0) return;
    await this.answered(session);
    session.refused = session.link.standing !== 'open' && session.replies === 1;
  }

  private async send(session: PlaySession, lines: readonly string[], wait: boolean, tail: string): Promise<void> {
    if (!INTERRUPTS.test(lines[0]!) && await hangs(session)) return session.leave();
    // There is nothing to go on at.
    if (session.memory.marks.last === null && lines.some((line) => line.includes('{marker}'))) return;
    if (lines.some(needsListener) && session.door === null) {
      session.door = await DataDoor.open(session.link.localAddress, session.number, this.stage.log, (line) => { this.stage.reached.active = true; session.reach.served = true; session.lines.push(line); }, () => session.changed()).catch(() => null);
    }
    this.escapes ||= lines.some((line) => line.includes('{escape') || line.includes('{link'));
    if (lines.includes('ABOR')) session.reach.abandoned = true;
    session.send(lines, tail);
    if (wait) await this.answered(session);
  }

  /** Some servers say nothing before the data connection stands: where the client does not connect, nothing can be asked of them. */
  private unconnected({ port, lines, pending }: PlaySession): boolean {
    return port !== null && lines.every((line) => line.over || line.finished) && pending.some((one) => this.transfers.has(one.on));
  }

  /** Nothing has to come any more. */
  private done(session: PlaySession): boolean {
    return session.blurred || session.left || (session.ahead.length === 0 && !session.observer.replyDue) || session.link.standing !== 'open' || this.fatal !== null || this.unconnected(session);
  }

  /** Waits for what the server has to say now. */
  private async answered(session: PlaySession): Promise<void> {
    const { subject } = this.stage;
    const { observer, link } = session;
    const penalty = guesses(session) ? PENALTY : 0;
    let [seen, timely] = [session.replies, true];
    // Each reply to a line that was sent ahead gets its own time.
    while (timely && session.ahead.length > 0 && !this.done(session)) {
      timely = await session.until(() => this.done(session) || session.replies !== seen, subject.timeout + penalty);
      seen = session.replies;
    }
    if (this.unconnected(session)) {
      await session.until(() => !observer.replyDue || link.standing !== 'open', UNCONNECTED);
      if (observer.replyDue && link.standing === 'open') return;
    }
    if (!(timely && await session.until(() => this.done(session), subject.timeout + penalty)) && this.fatal === null) {
      session.problem('silence', 'one reply', { verb: session.pending[0]?.on ?? null, expected: observer.expected(), actual: `no reply within ${subject.timeout + penalty} ms${rest(session)}`, symptom: 'no reply' });
    }
    if (session.blurred && !session.left) return this.stillAnswers(session, session.lastSent);
    if (this.fatal === null && link.standing !== 'open' && !session.left) this.judgeEnd(session);
    if (this.fatal === null && session.memory.farewell !== null) this.judgeFarewell(session, session.memory.farewell);
    const untruth = this.fatal === null && session.stored !== null ? await diskUntruth(session) : null;
    if (untruth !== null) session.problem('disk', untruth.demand, { verb: null, expected: [untruth.expected], actual: untruth.actual, symptom: untruth.symptom });
    if (this.fatal === null && link.standing === 'open' && lastVerb(session) === 'QUIT') await this.leaves(session);
    if (this.fatal === null && lastVerb(session) === 'STAT') await atOnce(session);
  }

  /** After the reply to QUIT the server closes. */
  private async leaves(session: PlaySession): Promise<void> {
    if (session.observer.waiting || !session.observer.states().every(([access]) => access === 'closed')) return;
    if (await session.until(() => session.link.standing !== 'open', this.stage.subject.timeout)) return;
    session.problem('silence', 'closes', { verb: 'QUIT', expected: ['the server closes the connection'], actual: `the connection is still open after ${this.stage.subject.timeout} ms`, symptom: 'not closed' });
  }

  /** The server has closed the control connection. */
  private judgeEnd(session: PlaySession): void {
    judgeCut(session);
    if (session.observer.closed().grade !== 'violation' || session.memory.mayEnd || session.memory.refusedPassword || session.blurred) return;
    const how = session.link.standing === 'reset' ? 'reset' : 'closed';
    session.problem('closed', session.breaksHandshake ? 'failed data handshake' : 'one reply', { verb: session.pending[0]?.on ?? null, expected: session.observer.expected(), actual: `the server ${how} the control connection${rest(session)}`, symptom: 'closed' });
  }

  /** 421 to a command that needs nothing, when all that had happened is that another session said QUIT. */
  private judgeFarewell(session: PlaySession, on: string): void {
    session.memory.farewell = null;
    if ((on !== 'NOOP' && fileAct(on) !== 'where') || session.memory.mayEnd || session.blurred) return;
    const others = [...this.sessions.values()].filter((one) => one !== session);
    if (!others.some((one) => lastVerb(one) === 'QUIT')) return;
    session.problem('closed', 'independent', { verb: on, expected: ['a session that goes on when another has ended'], actual: '421, and the end of the session', symptom: 'ends with another' });
  }

  private async bytes(session: PlaySession, pieces: readonly string[]): Promise<void> {
    const texts = pieces.map((piece) => this.stage.names.fill(piece, null));
    const whole = texts.join('');
    // What asks for attention is for a time when something is under way.
    const read = (session.transfer === null && session.pending.length === 0) || whole === INTERRUPTED ? readBytes(whole) : null;
    if (read === null) session.blurred = true;
    else session.foresee(read.lines.map((line) => ({ text: line, template: line, asks: read.returns ? 'carriage return' : read.telnet ? (whole.includes('\xff\xf4') ? 'interrupt' : 'telnet') : null })));
    const refusals = session.link.refusals;
    for (const [at, text] of texts.entries()) {
      session.link.write(text);
      // A turn of the loop lets the kernel send the piece by itself.
      if (at < texts.length - 1) await new Promise(setImmediate);
    }
    if (read === null) return this.stillAnswers(session, whole);
    await this.answered(session);
    if (this.fatal === null && session.link.standing === 'open' && session.link.refusals < refusals + read.options && !await session.until(() => session.link.refusals >= refusals + read.options, this.stage.subject.timeout)) {
      session.problem('value', 'telnet', { expected: [`${read.options} refusals by WONT or DONT`], actual: `${session.link.refusals - refusals} refusals`, symptom: 'options not refused' });
    }
    if (this.fatal === null && !session.blurred && session.link.refusals > refusals + read.options) tell(session, 'unasked refusals', { verb: readLine(session.lastSent).verb, expected: ['no answer to WONT and DONT'], actual: `${session.link.refusals - refusals} refusals for ${read.options} options`, symptom: 'refuses refusals' });
  }

  /** Whatever the bytes were, a session that is still open answers a command after them. */
  private async stillAnswers(session: PlaySession, sent: string): Promise<void> {
    // A command may wait for the end of a transfer.
    if (session.observer.mayTransfer || session.begun || session.link.standing !== 'open' || this.transfers.has(lastVerb(session))) return;
    // A subnegotiation that does not end swallows all that follows.
    if (sent.includes('\xff\xfa')) {
      session.left = true;
      return;
    }
    const before = session.replies;
    session.lastSent = sent;
    session.commands += 1;
    session.link.write('\r\nNOOP\r\n');
    const { timeout } = this.stage.subject;
    if (await session.until(() => session.replies > before || session.link.standing !== 'open' || this.fatal !== null, timeout)) return;
    session.problem('silence', 'one reply', { expected: ['an answer, or the end of the connection'], actual: `nothing within ${timeout} ms, not even to NOOP`, symptom: 'no answer after odd bytes' });
  }

  private async lookOutside(): Promise<void> {
    const wrong = await this.stage.subject.outside?.check();
    if (typeof wrong !== 'string') return;
    const [session] = this.sessions.values();
    const { table } = this.stage.subject;
    this.fatal ??= { kind: 'escape', rule: ruleOf(table.protocol.name, 'jail'), rules: [], verb: null, sent: escapeBytes(Buffer.from(session?.lastSent ?? '', 'latin1')), expected: ['nothing outside the served directory changes'], actual: wrong, symptom: wrong };
  }

  private outcome(): Outcome {
    const sessions = [...this.sessions.values()];
    const problem = this.fatal ?? this.minor;
    return {
      problem,
      commands: sessions.reduce((sum, session) => sum + session.commands, 0),
      sessions: sessions.length,
      rules: sum(sessions.map((session) => session.observer.taken)),
      states: sum(sessions.map((session) => session.observer.visited)),
      wire: () => this.stage.log.events(),
      leftovers: [...new Set([...this.stage.made, ...this.stage.tree.leftovers().map(({ path }) => path)])],
      turnedAway: sessions.length > 0 && sessions.every((session) => session.refused),
      gone: problem?.kind === 'gone' || problem?.kind === 'closed' || problem?.kind === 'silence',
    };
  }
}

/** The greeting may be two replies. */
function settledGreeting(session: PlaySession): boolean { return session.observer.states().every(([access]) => access !== session.stage.subject.table.regions[0]!.states[0]) && session.observer.possibilities > 0 && !session.observer.owes; }

function lastVerb(session: PlaySession): string { return session.stage.subject.table.canonical(session.lastSent.split(' ', 1)[0]!.toUpperCase()); }

function rest(session: PlaySession): string {
  const { rest: bytes } = session.link;
  return bytes.length === 0 ? '' : ` after ${escapeBytes(bytes.subarray(0, 200))}`;
}

function sum(maps: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const [first, ...others] = maps;
  if (first === undefined || others.length === 0) return first ?? new Map();
  const all = new Map(first);
  for (const map of others) for (const [key, count] of map) all.set(key, (all.get(key) ?? 0) + count);
  return all;
}
