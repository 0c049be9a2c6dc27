import { catalog } from '../../conformance/catalog.ts';
import type { CheckRecord, EndRecord, LogRecord } from '../../conformance/result.ts';
import { runSuite } from '../../conformance/run-suite.ts';
import { EVERYTHING, select, type Selection } from '../../conformance/select.ts';
import { nameOf, startServer, suiteFor, type ServerUnderTest } from './server-under-test.ts';

/** Which server to check, by what. Times in milliseconds. */
export interface CheckRequest extends ServerUnderTest {
  /** Which checks; without it all. */
  readonly select?: Partial<Selection>;
  /** How long a reply may take; 5000 unless given. */
  readonly timeout?: number;
  /** How long the whole run may take; ten minutes unless given. */
  readonly deadline?: number;
  /** Sessions at a time; 8 unless given. */
  readonly concurrency?: number;
  /** Warnings and tolerated replies do not conform either. */
  readonly strict?: boolean;
  /** Ends the run early. */
  readonly signal?: AbortSignal;
  /** Told of each record as it is final. */
  readonly onRecord?: (record: LogRecord) => void;
}

export interface CheckResult {
  /** Whether the exit code of `ftpspec check` would be 0. */
  readonly conforms: boolean;
  readonly checks: readonly CheckRecord[];
  readonly end: EndRecord;
}

/**
 * Checks a server: what `ftpspec check` does, without its output.
 *
 *     const { conforms, checks } = await check({ spawn: './server {port} {root}', user: 'u', password: 'p', select: { verbs: ['RETR'] } });
 *
 * @throws FtpspecError `UNREACHABLE`, `SPAWN_FAILED` when there is no server; `UNKNOWN_NAME`, `NOTHING_SELECTED`, `USAGE` for a wrong request
 */
export async function check(request: CheckRequest): Promise<CheckResult> {
  const suite = suiteFor(request);
  const checks = select(catalog(suite.table), suite.table, { ...EVERYTHING, ...request.select });
  const timeout = request.timeout ?? 5000;
  const started = await startServer(request, timeout);
  const records: CheckRecord[] = [];
  try {
    const end = await runSuite({
      table: suite.table, checks, started, target: nameOf(request), timeout, concurrency: request.concurrency ?? 8, deadline: request.deadline ?? 600_000, strict: request.strict ?? false,
      ownSessions: !suite.lines, signal: request.signal ?? new AbortController().signal, reproduce: (id) => `ftpspec check --check ${id} --verbose`,
      record: (record) => {
        if (record.type === 'check') records.push(record);
        request.onRecord?.(record);
      },
    });
    return { conforms: end.exitCode === 0, checks: records, end };
  } finally {
    await started.stop();
  }
}
