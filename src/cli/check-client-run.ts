import type { ClientCheck } from '../../conformance/client/client-check.ts';
import type { ClientWords } from '../../conformance/client/client-words.ts';
import { processClient } from '../../conformance/client/process-client.ts';
import type { Profile } from '../../conformance/client/profile.ts';
import { runClients } from '../../conformance/client/run-clients.ts';
import type { LogRecord } from '../../conformance/result.ts';
import { ConsoleReport } from '../../reports/console.ts';
import { readLog, ResultLog } from '../../reports/log.ts';
import { checkReportPaths } from '../../reports/render.ts';
import type { CheckClientOptions } from './check-client.ts';
import { invocation } from './invocation.ts';
import { chapterCounts } from './list-checks.ts';
import { placeOfLog } from './log-place.ts';
import { shellQuote } from './shell-quote.ts';
import { onStopSignal, signalExitCode, type StopSignal } from './stop-signals.ts';
import { verboseLines } from './verbose-lines.ts';
import { writeReports } from './write-reports.ts';

export interface ClientJob {
  readonly profile: Profile;
  readonly checks: readonly ClientCheck[];
  readonly words: ClientWords;
  readonly failure: RegExp | null;
  readonly options: CheckClientOptions;
}

/** Judges a client; log, console and reports as in `check`. Returns the exit code. */
export async function performClientCheck(job: ClientJob): Promise<number> {
  const { options } = job;
  checkReportPaths(options.report);
  const abort = new AbortController();
  let caught: StopSignal | null = null;
  const place = placeOfLog(options.report);
  const release = onStopSignal((name) => { caught = name; abort.abort(); }, () => place.remove());
  try {
    const code = await runAndReport(job, place.path, abort.signal);
    return caught !== null && code !== 0 ? signalExitCode(caught) : code;
  } finally {
    release();
    place.remove();
  }
}

async function runAndReport({ profile, checks, words, failure, options }: ClientJob, path: string, signal: AbortSignal): Promise<number> {
  const screen = new ConsoleReport(process.stdout, { protocol: profile.protocol, plan: chapterCounts(checks) });
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
    const end = await runClients({
      profile, checks, client: processClient(words), target: options.spawn ?? options.spawnGet ?? options.spawnPut ?? options.spawnLs ?? options.client ?? '', deadline: options.timeout, limit: options.deadline,
      concurrency: options.concurrency, strict: options.strict, signal, reproduce: reproduction(options), record, ...(failure !== null && { failure }),
    });
    log.close();
    const read = readLog(path);
    screen.end(read);
    await writeReports(options.report, read, path, profile.table);
    if (signal.aborted && !options.exitZero) return end.exitCode || 1;
    return options.exitZero && read.checks.some(({ verdict }) => verdict !== 'skipped') ? 0 : end.exitCode;
  } finally {
    log.close();
    screen.clear();
  }
}

const REPEATED = ['client', 'spawn', 'login', 'get', 'put', 'ls', 'quit', 'spawnGet', 'spawnPut', 'spawnLs', 'failure'] as const;

/** The command line that plays one check again. */
function reproduction(options: CheckClientOptions): (id: string) => string {
  const words = [invocation(), 'check-client'];
  if (options.protocol !== 'ftp') words.push('--protocol', options.protocol);
  for (const option of REPEATED) {
    const value = options[option];
    if (value !== undefined) words.push(`--${option.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`, shellQuote(value));
  }
  if (options.timeout !== 20_000) words.push('--timeout', String(options.timeout / 1000));
  return (id) => [...words, '--check', shellQuote(id), '--verbose'].join(' ');
}
