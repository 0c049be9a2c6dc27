import type { Suite } from '../../conformance/catalog.ts';
import type { Check } from '../../conformance/check.ts';
import { runSuite } from '../../conformance/run-suite.ts';
import type { Credentials, StartedTestee } from '../../conformance/start-testee.ts';
import { readLog, ResultLog } from '../../reports/log.ts';
import { checkReportPaths } from '../../reports/render.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { checkFormats, writeFormats } from './check-formats.ts';
import type { CheckOptions } from './check-options.ts';
import { targetText, type Target } from './check-target.ts';
import { invocation } from './invocation.ts';
import { loggedRun } from './logged-run.ts';
import { reportedRun } from './reported-run.ts';
import { reproduceLine } from './reproduce.ts';
import { startTarget } from './start-target.ts';
import { unstartedRecords } from './unstarted.ts';
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

/** Tests a server. A signal ends the run early, not the reports; a second one ends the process. Returns the exit code. */
export async function performCheck(job: CheckJob): Promise<number> {
  const { options } = job;
  checkReportPaths(options.report);
  checkFormats(options);
  let started: StartedTestee | null = null;
  return loggedRun(options.report, async (path, signal) => {
    started = await startTarget(job.target, job.credentials, job.root, options.timeout, job.suite, job.suite.table.commands.has('AUTH') ? options.tls : 'off').catch(async (error: unknown) => {
      await reportUnstarted(job, path, error);
      throw error;
    });
    try {
      return signal.aborted ? EXIT_NOTHING_RAN : await runAndReport(job, started, path, signal);
    } finally {
      await started.stop();
    }
  }, () => { void started?.stop(); });
}

const EXIT_NOTHING_RAN = 2;

function runAndReport(job: CheckJob, started: StartedTestee, path: string, signal: AbortSignal): Promise<number> {
  const { suite, checks, target, options } = job;
  const { table } = suite;
  return reportedRun({
    table, checks, options, path, signal,
    play: (record) => runSuite({
      table, checks, started, target: targetText(target), timeout: options.timeout, concurrency: options.concurrency, deadline: options.deadline,
      strict: options.strict, ownSessions: !suite.lines, signal, reproduce: reproduction(job), record,
    }),
    finish: (log, end) => {
      const known = writeFormats(job, log, targetText(target), (text) => process.stdout.write(text));
      const whole = end.reason === 'complete' && (end.exitCode === 0 || end.exitCode === 1);
      return known === null || !whole ? null : known || options.exitZero ? 0 : 1;
    },
  });
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
