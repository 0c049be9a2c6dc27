import type { Arrival } from '../src/client/arrival.ts';
import type { ControlConnection } from '../src/client/control-connection.ts';
import type { Answers } from '../src/machine/decide.ts';
import { Observer, type Observation } from '../src/machine/observer.ts';
import type { Table } from '../src/machine/table.ts';
import { escapeBytes } from '../src/wire/escape.ts';
import type { Reply } from '../src/wire/reply.ts';
import { CHANGING } from './changing.ts';
import { hintFor } from './hints.ts';
import type { Ledger } from './ledger.ts';
import { levelOf } from '../src/spec/rule-text.ts';
import { ruleFor } from './roles.ts';
import { nothingAgainst } from './nothing-against.ts';
import { Preparation } from './preparation.ts';
import { NO_ACCOUNT_TO_STORE } from './no-account.ts';
import { Stop } from './stop.ts';
import { saysFull } from './says-full.ts';
import type { TurnedAway } from './turned-away.ts';
import { ACCOUNT_TO_STORE } from '../src/wire/account-wanted.ts';
import { saysNotImplemented } from '../src/wire/not-implemented.ts';
import { withoutCommand } from './without-command.ts';

/** Milliseconds by which a server may delay its answer to a wrong password: five seconds are recommended (RFC 2577 §5). */
export const PENALTY = 12_000;
/** Bytes of a command line that no server may find too long. */
const LONG = 1000;

/** A command that was sent and is named in findings. */
interface Line { readonly verb: string; readonly argument: string }

/**
 * One session with the server under test, followed by the observer: every reply is judged as it comes. After a violation
 * the observer has lost its way, so the check stops there.
 */
export class Session {
  readonly control: ControlConnection;
  readonly observer: Observer;
  /** Milliseconds that a reply may take. */
  readonly timeout: number;
  readonly number: number;
  private readonly table: Table;
  private readonly ledger: Ledger;
  private lastSent = Buffer.alloc(0);
  /** A line was sent that a server may find too long, and end the session for at any later time. */
  private sentLong = false;
  /** Why nothing can be stored at all; null where that may be tried. */
  private readonly writing: string | null;
  /** Commands that the server should have and does not know. */
  private readonly lacking: ReadonlySet<string>;
  /** Whether the suite was given an account, and has named it. */
  private readonly account: boolean;
  private readonly preparation = new Preparation();
  private penalty = 0;
  /** A login was refused, or a host: a server may end the session rather than be asked again (RFC 2577 §5, RFC 7151 §3.3). */
  private refused = false;
  /** The command that the last reply answered, or null when the server spoke of its own accord. */
  answered: string | null = null;

  /** How the server let this session feel that it serves as many as it can; null when it did not. */
  turnedAway: TurnedAway['how'] | null = null;
  /** Something was received on the control connection. */
  private heard = false;

  /** Whether data connections are under TLS, as the last PROT that was accepted said. */
  privateData = false;

  /** @param parts `implicit`: TLS began with the connection */
  constructor(parts: { control: ControlConnection; table: Table; ledger: Ledger; timeout: number; number: number; writing?: string | null; lacking?: ReadonlySet<string>; account?: boolean; implicit?: boolean }) {
    this.control = parts.control;
    this.table = parts.table;
    this.ledger = parts.ledger;
    this.timeout = parts.timeout;
    this.number = parts.number;
    this.writing = parts.writing ?? null;
    this.lacking = parts.lacking ?? new Set();
    this.account = parts.account ?? false;
    this.observer = new Observer(parts.table, { 'protected from the start': parts.implicit === true });
  }

  /** Whether the server does not know the command, though it should. */
  lacks(verb: string): boolean { return this.lacking.has(verb); }

  /** Runs steps that the check is not about: when one fails the check is blocked by `what`, not failed. */
  given<T>(what: string, steps: () => Promise<T>): Promise<T> {
    return this.preparation.during(what, steps);
  }

  /** Sends a command and returns its first reply, judged. `facts` says which conditions are known to hold or not. */
  async command(line: string, facts: Answers = {}): Promise<Reply> {
    this.send(line, facts);
    return this.reply();
  }

  /** Sends a command that has to succeed: no condition that a server could state against it holds. */
  async succeeds(line: string, facts: Answers = {}): Promise<Reply> {
    const { verb, argument } = split(line);
    return this.command(line, { ...this.nothingAgainst(this.table.named(verb, argument).verb), ...facts });
  }

  /** Sends a command without waiting; `reply` takes what comes. The line may hold any character below 256 and is sent as UTF-8 otherwise. */
  send(line: string, facts: Answers = {}): void {
    const words = split(line);
    const command = this.table.named(words.verb, words.argument);
    this.lastSent = Buffer.from(line);
    this.sentLong ||= line.length > LONG;
    this.penalty = command.verb === 'PASS' && facts['password wrong'] !== false ? PENALTY : 0;
    this.observer.sent(command.verb, command.argument, facts);
    this.control.send(line);
  }

  /** Sends bytes as they are; `lines` tells the observer what commands they hold. */
  sendRaw(bytes: Uint8Array, lines: readonly string[], facts: Answers = {}): void {
    this.lastSent = Buffer.from(bytes);
    this.sentLong ||= this.lastSent.toString('latin1').split('\n').some((line) => line.length > LONG);
    this.announce(lines, facts);
    this.control.send(bytes);
  }

  /** Tells the observer of commands that are sent by other means. */
  announce(lines: readonly string[], facts: Answers = {}): void {
    for (const line of lines) {
      this.sentLong ||= line.length > LONG;
      const { verb, argument } = split(line);
      this.observer.sent(verb, argument, facts);
    }
  }

  /** The next reply, judged. */
  async reply(timeout = this.timeout + this.penalty): Promise<Reply> {
    return this.settled(this.taken(await this.control.reply(timeout)));
  }

  /** The next reply, judged; null when none comes and a server that has the habits it may have owes none. */
  async replyIfOwed(): Promise<Reply | null> {
    const arrival = await this.control.reply(this.timeout + this.penalty);
    return arrival.kind === 'silence' && !this.observer.waiting ? null : this.settled(this.taken(arrival));
  }

  /** REIN ends TLS behind its reply. */
  private async settled(reply: Reply): Promise<Reply> {
    if (this.answered === 'REIN' && Math.floor(reply.code / 100) === 2) await this.uncover();
    return reply;
  }

  private taken(arrival: Arrival): Reply {
    if (arrival.kind !== 'reply') return this.missing(arrival);
    const observation = this.observer.reply(arrival.reply.code);
    // What may come at any time, as 421 may, is nobody's answer to the observer.
    const on = observation.answers ?? (this.heard ? split(this.lastSent.toString('latin1').trimEnd()).verb : '[connected]');
    if (saysFull(this.table, on, arrival.reply.code)) this.turnedAway = 'refused';
    this.heard = true;
    this.answered = observation.answers;
    this.refused = ((observation.answers === 'PASS' || observation.answers === 'ACCT') && arrival.reply.code === 530) || (observation.answers === 'HOST' && arrival.reply.code >= 500);
    if (observation.answers !== null && this.lacking.has(observation.answers) && saysNotImplemented(arrival.reply.code)) throw withoutCommand(observation.answers);
    this.judge(observation, arrival.reply);
    return arrival.reply;
  }

  /** Takes TLS off, as REIN and CCC do; false when the connection ended with it. */
  async uncover(): Promise<boolean> {
    if (this.answered === 'REIN') this.privateData = false;
    return this.control.uncover();
  }

  /** The replies up to the one that ends what was asked: 1yz replies and their successor. */
  async finalReply(): Promise<Reply> {
    let reply = await this.reply();
    while (reply.code < 200) reply = await this.reply();
    return reply;
  }

  /** Begins the session anew by REIN, where the server can do that now. */
  async reinitialize(): Promise<void> {
    this.send('REIN');
    const reply = await this.finalReply();
    if (reply.code >= 400) throw new Stop('not-implemented', `REIN is refused: ${describe(reply)}`);
  }

  /** Waits for the server to close the connection, which it has to do now. */
  async ended(rule: string): Promise<void> {
    const arrival = await this.control.reply();
    if (arrival.kind === 'ended') return;
    const actual = arrival.kind === 'silence' ? `the connection is still open after ${Math.round(arrival.waited)} ms` : describe(arrival.reply);
    this.fail(rule, ['the server closes the connection'], actual);
  }

  /** Records a violation of a requirement and stops, or blocks while the check prepares. */
  fail(rule: string, expected: readonly string[], actual: string, hint: string | null = null): never {
    this.preparation.stop(actual);
    const level = levelOf(this.table.protocol, rule);
    this.ledger.add(level === 'MUST' ? 'fail' : 'warn', rule, { sent: this.sentText(), expected, actual, hint });
    throw new Stop('judged', actual);
  }

  /** Requires a fact that a rule demands. */
  require(holds: boolean, rule: string, expected: string, actual: string, hint: string | null = null): void {
    if (!holds) this.fail(rule, [expected], actual, hint);
  }

  /** No condition that the server or the disk could state against the command holds; freedoms, and the phrases of `except`, stay open. */
  nothingAgainst(verb: string, except: readonly string[] = []): Record<string, boolean> {
    return nothingAgainst(this.table, verb, except);
  }

  private sentText(): string {
    const { length } = this.lastSent;
    return length <= LONG ? escapeBytes(this.lastSent) : `${escapeBytes(this.lastSent.subarray(0, 100))}… (${length} bytes)`;
  }

  private judge(observation: Observation, reply: Reply): void {
    if (observation.grade === 'pass') return;
    if (observation.grade === 'not-implemented') {
      // Where it only prepares the check too: what hangs on an optional command cannot be asked of this server.
      throw new Stop('not-implemented', `${observation.answers ?? ''} is not implemented: ${describe(reply)}`);
    }
    const violated = observation.grade === 'violation';
    if (violated && !this.account && reply.code === ACCOUNT_TO_STORE) throw new Stop('blocked', NO_ACCOUNT_TO_STORE);
    if (violated && this.writing !== null && reply.code >= 400 && CHANGING.has(observation.answers ?? '')) throw new Stop('blocked', this.writing);
    const must = observation.rules.length === 0 || observation.rules.some((rule) => levelOf(this.table.protocol, rule) === 'MUST');
    if (this.preparation.underWay) {
      // What only should be there may be missing: then there is nothing to judge.
      if (violated) this.preparation.stop(`${this.sentText()} was answered ${describe(reply)}`, must ? 'blocked' : 'not-implemented');
      return;
    }
    const verdict = observation.grade === 'violation' ? (must ? 'fail' : 'warn') : observation.grade;
    this.ledger.add(verdict, observation.rules[0] ?? ruleFor(this.table.protocol, 'one reply'), {
      sent: this.sentText(), expected: observation.expected, actual: describe(reply), hint: violated ? hintFor(reply, observation) : null,
    });
    if (violated) throw new Stop('judged', describe(reply));
  }

  private missing(arrival: Exclude<Arrival, { kind: 'reply' }>): never {
    if (arrival.kind === 'silence' && !this.heard) this.turnedAway = 'kept waiting';
    const partial = arrival.partial.length > 0 ? ` after ${escapeBytes(arrival.partial.subarray(0, 200))}` : '';
    const actual = arrival.kind === 'ended'
      ? `the server ${arrival.how === 'reset' ? 'reset' : 'closed'} the control connection${partial}`
      : `no reply within ${Math.round(arrival.waited)} ms${partial}`;
    const expected = this.observer.expected();
    if (arrival.kind === 'ended' && (this.sentLong || this.refused)) {
      this.ledger.add('tolerated', ruleFor(this.table.protocol, this.sentLong ? 'long line' : 'one reply'), { sent: this.sentText(), expected: ['one reply'], actual });
      throw new Stop('judged', actual);
    }
    this.preparation.stop(actual);
    this.ledger.add('fail', ruleFor(this.table.protocol, 'one reply'), { sent: this.sentText(), expected, actual, hint: hintFor(arrival, null) });
    throw new Stop(arrival.kind === 'ended' ? 'gone' : 'judged', actual);
  }
}

/** A reply as one line of text, safe to print. */
export function describe(reply: Reply): string {
  return escapeBytes(reply.raw.subarray(0, 300)).replace(/(\\r)?\\n$/, '');
}

function split(line: string): Line {
  if (line.startsWith('[')) return { verb: line, argument: '' };
  const space = line.indexOf(' ');
  const verb = (space < 0 ? line : line.slice(0, space)).toUpperCase();
  return { verb, argument: space < 0 ? '' : Buffer.from(line.slice(space + 1)).toString('latin1') };
}
