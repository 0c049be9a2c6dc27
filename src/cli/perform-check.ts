import type { Suite } from '../../conformance/catalog.ts';
import type { Check } from '../../conformance/check.ts';
import type { LogRecord } from '../../conformance/result.ts';
import type { Credentials, StartedTestee } from '../../conformance/start-testee.ts';
import { ConsoleReport } from '../../reports/console.ts';
import { readLog, ResultLog } from '../../reports/log.ts';
import { checkReportPaths } from '../../reports/render.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { checkFormats, writeFormats } from './check-formats.ts';
import type { CheckOptions } from './check-options.ts';
import { targetText, type Target } from './check-target.ts';
import { invocation } from './invocation.ts';
import { chapterCounts } from './list-checks.ts';
import { placeOfLog } from './log-place.ts';
import { reproduceLine } from './reproduce.ts';
import { runSuite } from '../../conformance/run-suite.ts';
import { startTarget } from './start-target.ts';
import { onStopSignal, signalExitCode, type StopSignal } from './stop-signals.ts';
import { unstartedRecords } from './unstarted.ts';
import { verboseLines } from './verbose-lines.ts';
import { writeReports } from './write-reports.ts';

export interface CheckJob {
  readonly suite: Suite;
  readonly checks: readonly Check[];
  readonly target: Target;
  readonly credentials: Credentials;
  readonly root: string | null;
  readonly options: CheckOptions;
  /** Whether an option stood on the command line. */
  readonly typed: (option: string) => boolean;
  /** The default of `--timeout`. */
  readonly timeout: number;
}

/**
 * Tests a server: every record goes to the log at once, and everything else (console, reports) is made from the log. A
 * signal ends the run early, not the reports; a second one ends the process.
 *
 * @returns the exit code
 */
export async function performCheck(job: CheckJob): Promise<number> {
  const { options } = job;
  checkReportPaths(options.report);
  checkFormats(options);
  const abort = new AbortController();
  let caught: StopSignal | null = null;
  let started: StartedTestee | null = null;
  const place = placeOfLog(options.report);
  const release = onStopSignal((name) => { caught = name; abort.abort(); }, () => { void started?.stop(); place.remove(); });
  try {
    started = await startTarget(job.target, job.credentials, job.root, options.timeout, job.suite, job.suite.table.commands.has('AUTH') ? options.tls : 'off').catch(async (error: unknown) => {
      await reportUnstarted(job, place.path, error);
      throw error;
    });
    const code = abort.signal.aborted ? EXIT_NOTHING_RAN : await runAndReport(job, started, place.path, abort.signal);
    return caught !== null && code !== 0 ? signalExitCode(caught) : code;
  } finally {
    await started?.stop();
    release();
    place.remove();
  }
}

const EXIT_NOTHING_RAN = 2;

async function runAndReport(job: CheckJob, started: StartedTestee, path: string, signal: AbortSignal): Promise<number> {
  const { suite, checks, target, options } = job;
  const { table } = suite;
  const screen = new ConsoleReport(process.stdout, { protocol: table.protocol, plan: chapterCounts(checks) });
  const log = new ResultLog(path);
  const record = (one: LogRecord): void => {
    log.append(one);
    if (one.type === 'run') screen.run(one);
    if (one.type !== 'check') return;
    screen.check(one);
    if (!options.verbose) return;
    screen.clear();
    process.stdout.write(verboseLines(one));
  };
  try {
    const end = await runSuite({
      table, checks, started, target: targetText(target), timeout: options.timeout, concurrency: options.concurrency, deadline: options.deadline,
      strict: options.strict, ownSessions: !suite.lines, signal, reproduce: reproduction(job), record,
    });
    log.close();
    const read = readLog(path);
    screen.end(read);
    await writeReports(options.report, read, path, table);
    const known = writeFormats(job, read, targetText(target), (text) => process.stdout.write(text));
    if (known !== null && end.reason === 'complete' && (end.exitCode === 0 || end.exitCode === 1)) return known || options.exitZero ? 0 : 1;
    if (signal.aborted && !options.exitZero) return end.exitCode || 1;
    return options.exitZero && read.checks.some(({ verdict }) => verdict !== 'skipped') ? 0 : end.exitCode;
  } finally {
    log.close();
    screen.clear();
  }
}

/** Who grades a class wants a report of the server that does not start, too. */
async function reportUnstarted(job: CheckJob, path: string, error: unknown): Promise<void> {
  if (job.options.report.length === 0 || !(error instanceof FtpspecError)) return;
  const log = new ResultLog(path);
  for (const record of unstartedRecords(job.suite.table.protocol, job.checks, targetText(job.target), error.message, reproduction(job))) log.append(record);
  log.close();
  await writeReports(job.options.report, readLog(path), path, job.suite.table);
}

function reproduction({ target, options, timeout, typed }: CheckJob): (id: string) => string {
  const program = invocation();
  return (id) => reproduceLine(program, target, options, { timeout }, typed, id);
}
