import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CheckRecord, EndRecord, LogRecord, RunRecord } from '../conformance/result.ts';
import { ciSafeJson } from './escape-ci.ts';
import { ReportError } from './report-error.ts';

export { readLog } from './read-log.ts';

/** The records of one run, in memory. */
export interface Log {
  readonly run: RunRecord;
  /** In the order in which they ended. */
  readonly checks: readonly CheckRecord[];
  /** Null when the run did not end by itself. */
  readonly end: EndRecord | null;
  /** Line number of a last line that was cut off in the middle, and left out; null when there is none. */
  readonly cut: number | null;
}

/** One record as its line, line end included. */
export function logLine(record: LogRecord): string {
  return `${ciSafeJson(JSON.stringify(record))}\n`;
}

/**
 * The NDJSON file of a run: a line a record, each handed to the operating system before `append` returns, so that a
 * killed run keeps all that it had. Replaces an earlier file of that name and makes its folder.
 */
export class ResultLog {
  readonly path: string;
  #file: number | null;

  /** @throws ReportError `unwritable` when the file cannot be made. */
  constructor(path: string) {
    this.path = path;
    try {
      mkdirSync(dirname(path), { recursive: true });
      this.#file = openSync(path, 'w');
    } catch (error) {
      throw new ReportError('unwritable', `${path}: cannot write the result log: ${(error as Error).message}`);
    }
  }

  /** @throws ReportError `log-closed` after `close`; `unwritable` when the disk refuses. */
  append(record: LogRecord): void {
    if (this.#file === null) throw new ReportError('log-closed', `${this.path}: the result log is closed`);
    const bytes = Buffer.from(logLine(record));
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(this.#file, bytes, done);
    } catch (error) {
      throw new ReportError('unwritable', `${this.path}: cannot write the result log: ${(error as Error).message}`);
    }
  }

  /** Safe to call twice. */
  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}
