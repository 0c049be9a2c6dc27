import { runClientCampaign, type ClientCounts } from '../../fuzz/client/campaign.ts';
import { ClientCorpus } from '../../fuzz/client/corpus.ts';
import type { ClientFinding } from '../../fuzz/client/finding.ts';
import { clientEndRecord, clientFindingRecord, clientGeneratorRecords, clientRunRecord } from '../../fuzz/client/records.ts';
import type { LogRecord } from '../../conformance/result.ts';
import { ConsoleReport } from '../../reports/console.ts';
import { terminalSafe } from '../../reports/escape-terminal.ts';
import { readLog, ResultLog } from '../../reports/log.ts';
import { checkReportPaths } from '../../reports/render.ts';
import { Terminal } from '../../reports/terminal.ts';
import { ftp } from '../generated/ftp.ts';
import { Table } from '../machine/table.ts';
import { version } from '../version.ts';
import type { FuzzClientOptions } from './fuzz-client.ts';
import type { performerOf } from './fuzz-client-performer.ts';
import { limitsOf } from './fuzz-options.ts';
import { invocation } from './invocation.ts';
import { loggedRun } from './logged-run.ts';
import { shellQuote } from './shell-quote.ts';
import { writeReports } from './write-reports.ts';

/** Milliseconds between lines of progress where no line can be rewritten. */
const QUIET = 10_000;

/** Fuzzes a client; signals, log, console and reports as in `fuzz`. Returns the exit code. */
export async function performFuzzClient({ name: client, make, again }: ReturnType<typeof performerOf>, options: FuzzClientOptions): Promise<number> {
  checkReportPaths(options.report);
  const corpus = options.corpus === undefined ? null : new ClientCorpus(options.corpus);
  const seed = options.seed ?? Date.now() % 1_000_000;
  return loggedRun(options.report, async (path, signal) => {
    const terminal = new Terminal(process.stdout);
    const say = (text: string): void => { if (!options.json) terminal.lines(terminalSafe(text)); };
    const log = new ResultLog(path);
    const records: LogRecord[] = [];
    const record = (one: LogRecord): void => {
      records.push(one);
      log.append(one);
      if (options.json) process.stdout.write(`${JSON.stringify(one)}\n`);
    };
    say(`ftpspec ${version}  ${client}  fuzzing a client of ${ftp.name}, seed ${seed}`);
    record(clientRunRecord(client));
    const limits = limitsOf(options);
    let toldAt = 0;
    let exitCode = 4;
    try {
      const result = await runClientCampaign({
        performers: Array.from({ length: options.concurrency }, make), seed, only: options.generator, ...limits, maxFindings: options.maxFindings, signal, known: corpus?.known() ?? new Set(),
        found: (finding) => {
          corpus?.keep(finding);
          terminal.clear();
          say(`found ${finding.verdict}  ${finding.id}  ${finding.problem.actual.slice(0, 120)}`);
          record(clientFindingRecord(finding, reproduction(again, options, seed, corpus, finding)));
        },
        progress: (counts) => {
          if (options.json) return;
          if (terminal.live) terminal.status(line(counts));
          else if (counts.elapsed - toldAt >= QUIET) { toldAt = counts.elapsed; terminal.lines(line(counts)); }
        },
      });
      for (const one of clientGeneratorRecords(result)) record(one);
      const end = clientEndRecord(result, records, options.strict);
      record(end);
      ({ exitCode } = end);
      terminal.clear();
      say(`${line(result.counts)}${result.counts.repeated > 0 ? `, ${result.counts.repeated} times one that was known` : ''}`);
    } finally {
      terminal.clear();
      log.close();
    }
    const read = readLog(path);
    const found = read.checks.filter(({ verdict }) => verdict !== 'pass');
    if (!options.json && found.length > 0) new ConsoleReport(process.stdout, { protocol: ftp }).end({ ...read, checks: found });
    if (found.length === 0) say('nothing found');
    await writeReports(options.report, read, path, new Table(ftp));
    return options.exitZero ? 0 : exitCode;
  });
}

function line({ elapsed, days, calls, done, commands, findings }: ClientCounts): string {
  return `${Math.round(elapsed / 1000)} s: ${days} days (${(days / Math.max(elapsed, 1) * 1000).toFixed(1)}/s), ${calls} calls, ${done} of them done, ${commands} commands, findings ${findings}`;
}

function reproduction(again: string, { generator }: FuzzClientOptions, seed: number, corpus: ClientCorpus | null, finding: ClientFinding): string {
  if (corpus !== null) return `${invocation()} replay ${shellQuote(corpus.pathOf(finding))}${again}`;
  return `${invocation()} fuzz-client${again} --seed ${seed}${generator.length === 0 ? '' : ` --generator ${generator.join(' ')}`} --runs ${finding.met.scenario + 1}`;
}
