import { escapeBytes } from '../../src/wire/escape.ts';
import { Ledger } from '../ledger.ts';
import { levelOf } from '../../src/spec/rule-text.ts';
import { Stop } from '../stop.ts';
import type { ClientRun, Goal } from './client.ts';
import { demand, type Profile } from './profile.ts';
import { FILES } from './scene-files.ts';
import type { Scene } from './scene.ts';
import type { Played } from './stage.ts';
import type { Requested } from './talk.ts';

/** Words by which programs tell that something went wrong, where their exit status cannot. */
export const FAILURE = /error|fail|not found|no such|n[o']t exist|can ?not|can't|could ?n[o']t|unable|refus|denied|reject|invalid|unavailable|lost|clos(?:ed|ing)|reset|abort|broken|incomplete|interrupt|time[d -]*out|mismatch|corrupt|unexpected|wrong|traceback|exception|\b[45]\d\d\b/i;

/** What a check sees of a client that played its scene, and the judgements that many checks share. A number is a demand: `{family}-CLI-R{number}`. */
export class Seen {
  readonly ledger: Ledger;
  readonly played: Played;
  readonly profile: Profile;
  private readonly scene: Scene;
  private readonly failure: RegExp;

  constructor(profile: Profile, scene: Scene, played: Played, failure: RegExp) {
    this.profile = profile;
    this.scene = scene;
    this.played = played;
    this.failure = failure;
    this.ledger = new Ledger(profile.protocol);
  }

  get run(): ClientRun { return this.played.run; }
  get requests(): readonly Requested[] { return this.played.talk.requests; }

  /** Requires a fact that a rule demands, else records a finding and stops. */
  require(holds: boolean, rule: number | string, expected: string, actual: string, hint: string | null = null): void {
    if (holds) return;
    const id = typeof rule === 'number' ? demand(this.profile, rule) : rule;
    this.ledger.add(levelOf(this.profile.protocol, id) === 'MUST' ? 'fail' : 'warn', id, { sent: this.said(), expected: [expected], actual, hint });
    throw new Stop('judged', actual);
  }

  /** The request that serves a goal; a client that never made it shows nothing of what the check is about. */
  asked(kind: Goal['kind']): Requested {
    const found = this.requests.find(({ goal }) => goal === kind);
    if (found !== undefined) return found;
    const what = this.played.talk.connections === 0 ? 'the client never connected' : `the client never asked for it (${kind}); it said ${this.said() || 'nothing'}`;
    throw new Stop('blocked', `${what}; it printed: ${this.tail() || 'nothing'}`);
  }

  /** Blocks a check of a client that did nothing at all. */
  connected(): void {
    if (this.played.talk.connections === 0) throw new Stop('blocked', `the client never connected; it printed: ${this.tail() || 'nothing'}`);
  }

  /** Some request names the file; a client may look for it before it asks for it. */
  named(name: string): void {
    if (!this.requests.some(({ argument }) => argument.endsWith(name))) this.asked('get');
  }

  /** The client ended by itself. */
  ended(rule: number | string = 15): void {
    this.require(!this.run.killed, rule, 'the client ends', `it was still running at its deadline; it had printed: ${this.tail()}`, 'Give each wait a time limit (settimeout), and look for a closed connection: recv then returns nothing.');
  }

  /** Every file that was to be fetched is there, whole. */
  fetched(rule: number | string = 8): void {
    for (const goal of this.scene.goals) if (goal.kind === 'get' && FILES[goal.name] !== undefined) this.file(this.played.local, goal.name, rule, 'in the client\'s directory');
  }

  /** Every file that was to be stored is there, whole. */
  delivered(rule: number | string = 9): void {
    for (const goal of this.scene.goals) if (goal.kind === 'put') this.file(this.played.stored, goal.name, rule, 'on the server');
  }

  /** The user sees each entry of the server's directory. */
  shown(rule: number | string = 21): void {
    for (const name of this.played.stored.keys()) this.require(this.run.output.includes(name), rule, `${name} is shown`, `it printed: ${this.tail()}`);
  }

  /** The user was told that it did not work. */
  told(rule: number | string = 11): void {
    const holds = this.run.killed || (this.run.oneShot && this.run.code !== 0) || this.failure.test(this.run.output) || this.run.code === null;
    this.require(holds, rule, 'an exit status other than 0, or words that tell the failure', `exit status ${this.run.code}; it printed: ${this.tail() || 'nothing'}`, 'Look at the first digit of each reply, also of the last one.');
  }

  /** A client that does one thing and ends says by its exit status that it worked. */
  satisfied(rule: number | string): void {
    this.require(!this.run.oneShot || this.run.code === 0, rule, 'exit status 0', `exit status ${this.run.code}; it printed: ${this.tail()}`);
  }

  /** Nothing but the whole file stands under the name. */
  wholeOrNothing(name: string, rule: number | string = 12): void {
    const bytes = this.played.local.get(name);
    this.require(bytes === undefined || FILES[name]?.equals(bytes) === true, rule, `no ${name}, or all ${FILES[name]?.length ?? 0} bytes of it`, `${name} has ${bytes?.length} bytes`, 'Write to another name (NAME.part) and rename it when the transfer has succeeded; remove it when it has not.');
  }

  /** The last lines that the client printed, escaped. */
  tail(): string { return escapeBytes(this.run.output.trim().slice(-300)); }

  private file(where: ReadonlyMap<string, Buffer>, name: string, rule: number | string, place: string): void {
    const bytes = where.get(name);
    const right = FILES[name]!;
    const expected = `${right.length} bytes of ${name} ${place}`;
    if (bytes === undefined) this.require(false, rule, expected, `there is no such file; the client printed: ${this.tail() || 'nothing'}${this.run.killed ? ', and was still running at its deadline' : ''}`);
    else this.require(bytes.equals(right), rule, expected, difference(bytes, right));
  }

  private said(): string {
    return this.requests.slice(-8).map(({ verb, on, argument }) => (verb === 'PASS' ? 'PASS ***' : `${verb || on} ${escapeBytes(Buffer.from(argument, 'latin1'))}`.trim())).join(', ').slice(0, 300);
  }
}

function difference(bytes: Buffer, right: Buffer): string {
  let at = 0;
  while (at < bytes.length && at < right.length && bytes[at] === right[at]) at += 1;
  const there = (buffer: Buffer): string => escapeBytes(buffer.subarray(at, at + 8)) || 'the end';
  return `${bytes.length} bytes; from byte ${at} on ${there(bytes)} instead of ${there(right)}`;
}
