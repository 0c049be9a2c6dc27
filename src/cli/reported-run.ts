import type { Check } from '../../conformance/check.ts';
import type { EndRecord, LogRecord } from '../../conformance/result.ts';
import { ConsoleReport } from '../../reports/console.ts';
import { readLog, ResultLog, type Log } from '../../reports/log.ts';
import type { Table } from '../machine/table.ts';
import { chapterCounts } from './list-checks.ts';
import type { RunOptions } from './run-options.ts';
import { verboseLines } from './verbose-lines.ts';
import { writeReports } from './write-reports.ts';

export interface ReportedRun {
  readonly table: Table;
  readonly checks: readonly Pick<Check, 'chapter'>[];
  readonly options: Pick<RunOptions, 'verbose' | 'exitZero' | 'report'>;
  /** Where the log is. */
  readonly path: string;
  /** Tells that the run was to end early. */
  readonly signal: AbortSignal;
  readonly play: (record: (record: LogRecord) => void) => Promise<EndRecord>;
  /** What else is made of the log; an exit code where that decides. */
  readonly finish?: (log: Log, end: EndRecord) => number | null;
}

/** Plays checks: every record goes to the log at once, and everything else, console and reports, is made from the log. Returns the exit code. */
export async function reportedRun({ table, checks, options, path, signal, play, finish }: ReportedRun): Promise<number> {
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
    const end = await play(record);
    log.close();
    const read = readLog(path);
    screen.end(read);
    await writeReports(options.report, read, path, table);
    const decided = finish?.(read, end) ?? null;
    if (decided !== null) return decided;
    if (signal.aborted && !options.exitZero) return end.exitCode || 1;
    return options.exitZero && read.checks.some(({ verdict }) => verdict !== 'skipped') ? 0 : end.exitCode;
  } finally {
    log.close();
    screen.clear();
  }
}
