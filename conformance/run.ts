import { version } from '../src/version.ts';
import { escapeBytes } from '../src/wire/escape.ts';
import type { Table } from '../src/machine/table.ts';
import type { Check } from './check.ts';
import { Crashes } from './crashes.ts';
import { makeFixtures } from './make-fixtures.ts';
import type { CheckRecord, EndRecord, LogRecord, RunRecord } from './result.ts';
import { exitCode } from './exit-code.ts';
import { runCheck, type CheckRun } from './run-check.ts';
import type { StartedTestee } from './start-testee.ts';
import { Tally } from './tally.ts';

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
  /** Ends the run early; what is there is reported. */
  readonly signal?: AbortSignal;
  /** The command line that runs one check again. */
  readonly reproduce: (id: string) => string;
  /** Told of each record as it is final. */
  readonly record: (record: LogRecord) => void;
}

/**
 * Runs checks against a server: a sanity check first and last, the others in parallel, exclusive ones alone. A check that
 * fails is run once more by itself; another verdict makes it `flaky`. When the server is gone the check that
 * killed it is found by running the suspects one at a time, the server being restarted where we started it.
 *
 * @returns the last record, which holds the exit code
 */
export async function run(options: RunOptions): Promise<EndRecord> {
  const began = performance.now();
  const { table, started, record } = options;
  const deadline = AbortSignal.timeout(options.deadline);
  const stopped = (): EndRecord['reason'] | null => (options.signal?.aborted ? 'interrupted' : deadline.aborted ? 'deadline' : crashes.lost ? 'testee-lost' : null);
  const crashes = new Crashes(started, options.timeout);
  record({
    type: 'run', tool: 'ftpspec', version, protocol: table.protocol.name, target: options.target, greeting: started.greeting === null ? null : escapeBytes(started.greeting),
    started: new Date().toISOString(), selected: options.checks.length,
  } satisfies RunRecord);
  const { fixtures, remove } = await makeFixtures(table, started.testee, options.timeout);
  const tally = new Tally();
  const one = (check: Check): Promise<CheckRun> => runCheck(check, { table, testee: started.testee, fixtures, timeout: options.timeout }, options.reproduce);
  const keep = (done: CheckRun, final: CheckRecord = done.record): void => { tally.add(final, done.tester); record(final); };

  const suspects: Check[] = [];
  const again: CheckRun[] = [];
  const work = async (check: Check): Promise<void> => {
    const done = await one(check);
    if (done.gone && !(await crashes.alive())) suspects.push(check);
    else if (done.record.verdict === 'fail' || done.record.verdict === 'blocked' || done.record.verdict === 'harness-error') again.push(done);
    else keep(done);
  };
  await inParallel(options.checks.filter((check) => !check.exclusive), options.concurrency, work, () => stopped() !== null || suspects.length > 0);
  const todo = (): Check[] => options.checks.filter((check) => !tally.has(check.id) && !again.some((done) => done.record.id === check.id));
  const byId = new Map(options.checks.map((check) => [check.id, check]));
  // One at a time from here: exclusive checks, what a crash left undone, and the second look at failures.
  for (const check of todo()) {
    if (stopped() !== null || !(await crashes.ready())) break;
    const done = await one(check);
    if (done.gone && !(await crashes.alive())) keep(done, { ...done.record, verdict: 'crash', reason: `the server is gone: ${done.record.reason ?? ''} ${crashes.describe()}`.trim() });
    else if (done.record.verdict === 'fail') again.push(done);
    else keep(done);
  }
  for (const first of again) {
    if (stopped() !== null || !(await crashes.ready())) { keep(first); continue; }
    const second = await one(byId.get(first.record.id)!);
    if (second.gone && !(await crashes.alive())) keep(second, { ...second.record, verdict: 'crash', reason: `the server is gone: ${second.record.reason ?? ''} ${crashes.describe()}`.trim() });
    else if (second.record.verdict === first.record.verdict) keep(second);
    else keep(first, { ...first.record, verdict: 'flaky', reason: `${first.record.verdict} at first, ${second.record.verdict} when run alone` });
  }
  await remove();
  const reason = stopped() ?? 'complete';
  const end: EndRecord = {
    type: 'end', reason, duration: Math.round(performance.now() - began), exitCode: exitCode(tally.records, { strict: options.strict, reason }),
    states: tally.states(table), rules: tally.rules(),
  };
  record(end);
  return end;
}

async function inParallel<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>, stopped: () => boolean): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined && !stopped(); item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, width) }, worker));
}
