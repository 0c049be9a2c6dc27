import { version } from '../src/version.ts';
import { escapeBytes } from '../src/wire/escape.ts';
import type { Table } from '../src/machine/table.ts';
import type { Check } from './check.ts';
import { checkLevel } from './check-level.ts';
import { Crashes } from './crashes.ts';
import { exitCode } from './exit-code.ts';
import { fixtureNames } from './fixtures.ts';
import { makeFixtures } from './make-fixtures.ts';
import { SOLID, type Ground } from './ground.ts';
import { probe } from './probe.ts';
import type { EndRecord, LogRecord, RunRecord } from './result.ts';
import { runCheck, type CheckRun } from './run-check.ts';
import type { StartedTestee } from './start-testee.ts';
import { Tally } from './tally.ts';
import { withSeed } from './variation.ts';

export interface RunOptions {
  readonly table: Table;
  readonly checks: readonly Check[];
  readonly started: StartedTestee;
  /** What the user called the server. */
  readonly target: string;
  /** Milliseconds that a reply may take. */
  readonly timeout: number;
  /** Sessions at a time. */
  readonly concurrency: number;
  /** Milliseconds that the whole run may take. */
  readonly deadline: number;
  readonly strict: boolean;
  /** The checks bring sessions of their own: there is no FTP login to try first, and no fixtures are made. */
  readonly ownSessions?: boolean;
  /** Names and contents follow from it; absent: names are drawn at random. */
  readonly seed?: string;
  /** Failures are looked at again in a server that was just started, where we started it. */
  readonly freshSecondLook?: boolean;
  /** Ends the run early; what is there is reported. */
  readonly signal?: AbortSignal;
  /** The command line that runs one check again. */
  readonly reproduce: (id: string) => string;
  /** Told of each record as it is final. */
  readonly record: (record: LogRecord) => void;
}

/** Fixtures that only FTP could make. */
const OUT_OF_REACH = new Map(['file', 'large', 'directory', 'fullDirectory'].map((name) => [name, 'the served directory is not known: give --root']));

/** Tries of a check by itself at a server that has not yet noticed the end of the sessions before. */
const TRIES = 5;

/** Sessions at a time that every server is to serve: fewer are a matter of the checks that keep sessions apart. */
const PLACES = 2;

/** The second look at failures takes no longer than so many time-outs in all. */
const SECOND_LOOK = 20;

/**
 * Runs checks against a server: a sanity check first and last, those that show sessions apart before the others, these in
 * parallel, exclusive ones alone. A check that fails is run once more by itself; another verdict makes it `flaky`. Where the
 * server turns sessions away because it has enough of them, fewer checks run at a time and those that met it run alone. When the
 * server is gone, the check that killed it is found by running the suspects one at a time, the server being restarted where
 * we started it.
 *
 * @returns the last record, which holds the exit code
 */
export async function run(options: RunOptions): Promise<EndRecord> {
  const one = new Run(options);
  return options.seed === undefined ? one.all() : withSeed(options.seed, () => one.all());
}

class Run {
  private readonly options: RunOptions;
  private readonly began = performance.now();
  private readonly deadline: AbortSignal;
  private readonly crashes: Crashes;
  private readonly tally = new Tally();
  /** Failures that are to be looked at again. */
  private readonly again: CheckRun[] = [];
  /** Checks that ran side by side at a server that had as many sessions as it takes. */
  private readonly crowded: Check[] = [];
  /** Checks at a time. */
  private width: number;
  /** The same, where it was for want of places. */
  private fewer: number | null = null;
  /** Whether it is the turn of the checks that give wrong passwords. */
  private guessing = false;
  /** Tries of a check by itself. */
  private tries = TRIES;
  /** When fewer were found to be enough; milliseconds of the clock that only runs forward. */
  private narrowedAt = -Infinity;
  /** Why sessions may not run side by side. */
  private alone: string | null = null;
  private perform: (check: Check) => Promise<CheckRun> = () => Promise.reject(new Error('not prepared'));

  constructor(options: RunOptions) {
    this.options = options;
    this.width = options.concurrency;
    this.deadline = AbortSignal.timeout(options.deadline);
    this.crashes = new Crashes(options.started, options.timeout, options.ownSessions !== true && options.started.testee.tls !== 'implicit');
  }

  async all(): Promise<EndRecord> {
    const { table, started, checks, target, timeout } = this.options;
    this.options.record({
      type: 'run', tool: 'ftpspec', version, protocol: table.protocol.name, target, greeting: started.greeting === null ? null : escapeBytes(started.greeting),
      started: new Date().toISOString(), selected: checks.length,
    } satisfies RunRecord);
    const ground = await this.ground();
    const { fixtures, remove } = this.options.ownSessions === true && started.testee.root === null ? { fixtures: fixtureNames(OUT_OF_REACH), remove: async () => {} } : await makeFixtures(table, started.testee, timeout, ground);
    this.perform = (check) => runCheck(check, { table, testee: started.testee, fixtures, timeout, ground }, this.options.reproduce);
    const apart = checks.filter((check) => check.apart);
    await this.oneByOne(apart);
    // Where sessions disturb each other, or only one is served, a verdict is the server's own only if it was had alone.
    const mixing = apart.find((check) => !this.holds(check));
    this.alone = ground.second ?? (mixing === undefined ? null : `${mixing.id} shows that the server does not keep sessions apart`);
    if (this.alone !== null) this.width = 1;
    const later = checks.filter((check) => !check.apart && this.guesses(check));
    await this.part(checks.filter((check) => !check.apart && !later.includes(check)));
    this.fewer = this.crowded.length === 0 ? null : this.width;
    this.guessing = true;
    await this.part(later);
    this.leaveOut(checks.filter((check) => !this.tally.has(check.id)));
    await remove();
    return this.finish();
  }

  /** Runs checks side by side, those alone that have to be, and looks at failures again. */
  private async part(checks: readonly Check[]): Promise<void> {
    await this.together(checks.filter((check) => !check.exclusive));
    await this.oneByOne(checks.filter((check) => !this.done(check)));
    await this.secondLook(new Map(this.options.checks.map((check) => [check.id, check])));
    this.again.length = 0;
  }

  private guesses({ guesses, rules }: Check): boolean {
    return guesses || this.options.table.protocol.rules.some(({ id, when }) => when === 'password wrong' && rules.includes(id));
  }

  /** The sanity session: greeting and login. */
  private ground(): Promise<Ground> {
    const { started, table, timeout, ownSessions } = this.options;
    if (ownSessions === true) return Promise.resolve(SOLID);
    return probe({ table, testee: started.testee, timeout }, fixtureNames(new Map()));
  }

  /** Runs checks side by side until the server is gone or the run has to stop. */
  private async together(checks: readonly Check[]): Promise<void> {
    const queue = [...checks];
    let gone = false;
    const worker = async (_: unknown, number: number): Promise<void> => {
      while (number < Math.max(1, this.width) && !gone && this.stopped() === null) {
        const check = queue.shift();
        if (check === undefined) return;
        const began = performance.now();
        const done = await this.perform(check);
        // Whose fault it was shows when the checks that ran just then run again one by one.
        if (done.gone && done.turnedAway === null && !(await this.crashes.alive())) gone = true;
        else if (done.turnedAway !== null && done.record.verdict !== 'pass' && this.width > 1) this.narrow(check, began);
        else this.sort(done);
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, this.width) }, worker));
  }

  /** Half as many checks at a time from now on, once for all that were under way together. */
  private narrow(check: Check, began: number): void {
    this.crowded.push(check);
    if (began < this.narrowedAt) return;
    this.width = Math.ceil(this.width / 2);
    this.narrowedAt = performance.now();
  }

  private async oneByOne(checks: readonly Check[]): Promise<void> {
    for (const check of checks) {
      if (this.stopped() !== null || !(await this.crashes.ready())) return;
      const done = await this.performAlone(check);
      if (!(await this.crashed(done))) this.sort(done);
    }
  }

  /** A server that has room for one session and not for all of a check's own shows nothing by it. */
  private async performAlone(check: Check): Promise<CheckRun> {
    const until = performance.now() + this.options.timeout;
    let done = await this.perform(check);
    for (let tries = 1; isRefused(done) && tries < this.tries && performance.now() < until; tries += 1) done = await this.perform(check);
    // It does so whatever else it does: to ask again is no use.
    if (isRefused(done)) this.tries = 1;
    if (isRefused(done) && this.guessing) return skip(done, 'the server turns this address away after wrong passwords, as it may');
    const { session = 0 } = done.turnedAway ?? {};
    const waits = done.turnedAway?.how === 'kept waiting' && done.record.verdict === 'blocked';
    if (!(isRefused(done) || waits) || session <= PLACES) return done;
    return skip(done, `the server has no place for session ${session} of this check beside the others, as it may`);
  }

  private async secondLook(byId: ReadonlyMap<string, Check>): Promise<void> {
    if (this.again.length > 0 && this.options.freshSecondLook === true && this.stopped() === null) await this.options.started.restart?.();
    const until = performance.now() + SECOND_LOOK * this.options.timeout;
    for (const first of this.again) {
      if (this.stopped() !== null || performance.now() > until || !(await this.crashes.ready())) {
        this.keep(first);
        continue;
      }
      const second = await this.performAlone(byId.get(first.record.id)!);
      if (await this.crashed(second)) continue;
      // What went wrong beside others proves nothing where the server has no room for them.
      if (second.record.verdict === first.record.verdict || this.crowded.length > 0) this.keep(second);
      else this.keep({ ...first, record: { ...first.record, verdict: 'flaky', reason: `${first.record.verdict} at first, ${second.record.verdict} when run alone` } });
    }
  }

  private async crashed(done: CheckRun): Promise<boolean> {
    if (!done.gone || (await this.crashes.alive())) return false;
    const how = await this.crashes.describe();
    this.keep({ ...done, record: { ...done.record, verdict: 'crash', reason: `the server is gone: ${done.record.reason ?? ''} ${how}`.trim() } });
    return true;
  }

  private sort(done: CheckRun): void {
    if (done.record.verdict === 'fail' || done.record.verdict === 'blocked') this.again.push(done);
    else this.keep(done);
  }

  private keep(done: CheckRun): void {
    this.tally.add(done.record, done.tester);
    this.options.record(done.record);
  }

  /** Whether a check has shown no fault. */
  private holds({ id }: Check): boolean {
    const record = this.tally.records.find((one) => one.id === id);
    return record !== undefined && record.verdict !== 'crash' && record.verdict !== 'harness-error';
  }

  private done(check: Check): boolean {
    return this.tally.has(check.id) || this.again.some((run) => run.record.id === check.id);
  }

  /** Checks that the run had no time or no server for are in the report too. */
  private leaveOut(checks: readonly Check[]): void {
    for (const check of checks) {
      const record = {
        type: 'check', id: check.id, title: check.title, chapter: check.chapter, rules: check.rules, level: checkLevel(this.options.table.protocol, check), verdict: 'skipped', ending: 'none',
        reason: `not run: ${this.stopped() ?? 'the run ended'}`, findings: [], wire: [], duration: 0, reproduce: this.options.reproduce(check.id),
      } as const;
      this.tally.add(record, null);
      this.options.record(record);
    }
  }

  private stopped(): EndRecord['reason'] | null {
    if (this.options.signal?.aborted) return 'interrupted';
    return this.deadline.aborted ? 'deadline' : this.crashes.lost ? 'testee-lost' : null;
  }

  private async finish(): Promise<EndRecord> {
    const reason = this.stopped() ?? ((await this.crashes.alive()) ? 'complete' : 'testee-lost');
    const end: EndRecord = {
      type: 'end', reason, duration: Math.round(performance.now() - this.began), exitCode: exitCode(this.tally.records, { strict: this.options.strict, reason }),
      states: this.tally.states(this.options.table), rules: this.tally.rules(), ...(this.alone === null ? {} : { alone: this.alone }),
      ...(this.fewer === null ? {} : { fewer: this.fewer }),
    };
    this.options.record(end);
    return end;
  }
}

function isRefused({ turnedAway, record }: CheckRun): boolean { return turnedAway?.how === 'refused' && record.verdict !== 'pass'; }

function skip(done: CheckRun, reason: string): CheckRun { return { ...done, gone: false, record: { ...done.record, verdict: 'skipped', findings: [], reason } }; }
