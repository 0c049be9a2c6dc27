import type { Suite } from '../../conformance/catalog.ts';
import type { LogRecord } from '../../conformance/result.ts';
import type { Credentials, StartedTestee } from '../../conformance/start-testee.ts';
import type { CampaignResult } from '../../fuzz/campaign.ts';
import { Corpus } from '../../fuzz/corpus.ts';
import type { Finding } from '../../fuzz/finding.ts';
import { prepare } from '../../fuzz/prepare.ts';
import { endRecord, findingRecord, generatorRecords, runRecord } from '../../fuzz/records.ts';
import { Source } from '../../fuzz/source.ts';
import type { Subject } from '../../fuzz/subject.ts';
import { runTeam } from '../../fuzz/team/run-team.ts';
import { ConsoleReport } from '../../reports/console.ts';
import { readLog, ResultLog } from '../../reports/log.ts';
import { checkReportPaths } from '../../reports/render.ts';
import { version } from '../version.ts';
import { targetText, type Target } from './check-target.ts';
import { FuzzScreen } from './fuzz-screen.ts';
import { limitsOf, type FuzzOptions } from './fuzz-options.ts';
import { invocation } from './invocation.ts';
import { loggedRun } from './logged-run.ts';
import { shellQuote } from './shell-quote.ts';
import { startTarget } from './start-target.ts';
import { writeReports } from './write-reports.ts';

export interface FuzzJob {
  readonly suite: Suite;
  readonly target: Target;
  readonly credentials: Credentials;
  readonly root: string | null;
  readonly options: FuzzOptions;
}

/**
 * Fuzzes a server. Findings go to the log, and to the corpus directory, as they are found; the reports are made from the log. A signal
 * ends the campaign early, not the reports.
 *
 * @returns the exit code
 */
export async function performFuzz(job: FuzzJob): Promise<number> {
  const { options, suite } = job;
  checkReportPaths(options.report);
  const fallback = Date.now() % 1_000_000;
  const wanted = { protocol: suite.table.protocol.name, seed: options.seed ?? null, generators: options.generator };
  const corpus = options.corpus === undefined ? null : new Corpus(options.corpus, wanted, fallback);
  const seed = corpus?.seed ?? options.seed ?? fallback;
  let started: StartedTestee | null = null;
  return loggedRun(options.report, async (path, signal) => {
    started = await startTarget(job.target, job.credentials, job.root, options.timeout, suite);
    try {
      const { subject, remove } = await prepare(suite, started, options.timeout);
      return await search(job, subject, { corpus, seed, path, signal }).finally(remove);
    } finally {
      await started.stop();
    }
  }, () => { void started?.stop(); });
}

async function search(job: FuzzJob, subject: Subject, { corpus, seed, path, signal }: { corpus: Corpus | null; seed: number; path: string; signal: AbortSignal }): Promise<number> {
  const { options, target } = job;
  const { protocol } = subject.table;
  const limits = limitsOf(options);
  const screen = new FuzzScreen(process.stdout, limits);
  const log = new ResultLog(path);
  const records: LogRecord[] = [];
  const record = (one: LogRecord): void => { records.push(one); log.append(one); };
  screen.begin(`ftpspec ${version}  ${targetText(target)}  fuzzing ${protocol.name}, seed ${seed}${corpus !== null && corpus.played > 0 ? `, after ${corpus.played} scenarios` : ''}`);
  record(runRecord(subject, targetText(target)));
  const source = new Source(subject.table, seed, options.generator, job.credentials.account !== undefined);
  source.skip(corpus?.played ?? 0);
  let result: CampaignResult;
  try {
    result = await runTeam({
      subject, source, ...limits, workers: options.workers, seed, only: options.generator, concurrency: options.concurrency, maxFindings: options.maxFindings, signal, known: corpus?.known() ?? new Set(),
      found: (finding) => { corpus?.keep(finding); screen.found(finding); record(findingRecord(protocol, finding, reproduction(job, seed, corpus, finding))); },
      news: (scenario) => corpus?.keepSeed(scenario),
      progress: (counts) => { screen.progress(counts); corpus?.save(source.made); },
    });
    const told = new Set(records.flatMap((one) => (one.type === 'check' ? [one.id] : [])));
    for (const finding of result.findings.filter(({ id }) => !told.has(id))) record(findingRecord(protocol, finding, reproduction(job, seed, corpus, finding)));
    for (const one of generatorRecords(result)) record(one);
    record(endRecord(result, records, options.strict));
  } finally {
    screen.clear();
    log.close();
  }
  corpus?.save(source.made);
  const read = readLog(path);
  const found = read.checks.filter(({ verdict }) => verdict !== 'pass');
  if (found.length > 0) new ConsoleReport(process.stdout, { protocol }).end({ ...read, checks: found });
  screen.end(result);
  await writeReports(options.report, read, path, subject.table);
  return options.exitZero ? 0 : (read.end?.exitCode ?? 4);
}

/** The command line that shows a finding again. */
function reproduction({ target, options, credentials }: FuzzJob, seed: number, corpus: Corpus | null, finding: Finding): string {
  const where = target.kind === 'attach' ? shellQuote(targetText(target)) : target.kind === 'spawn' ? `--spawn ${shellQuote(target.command)}` : '--reference';
  const login = options.user === undefined || target.kind === 'reference' ? '' : ` --user ${shellQuote(options.user)}${options.password === undefined ? '' : ` --password ${shellQuote(credentials.password)}`}${options.account === undefined ? '' : ` --account ${shellQuote(options.account)}`}`;
  const protocol = options.protocol === 'ftp' ? '' : ` --protocol ${options.protocol}`;
  if (corpus === null) return `${invocation()} fuzz ${where}${protocol}${login} --seed ${finding.met.seed ?? seed} --runs ${finding.met.scenario + 1}`;
  return `${invocation()} replay ${shellQuote(corpus.pathOf(finding))} ${target.kind === 'attach' ? `--against ${where}` : where}${login}`;
}
