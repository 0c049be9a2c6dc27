import { readFileSync, statSync } from 'node:fs';
import type { CheckRecord, EndRecord, LogRecord, RunRecord } from '../conformance/result.ts';
import type { Log } from './log.ts';
import { recordSchema } from './record-schema.ts';
import { ReportError } from './report-error.ts';
import { terminalSafe } from './escape-terminal.ts';

/** A log larger than this is refused: a full run of the suite leaves a few megabytes. */
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_LINE_BYTES = 64 * 1024 * 1024;

/**
 * Reads the NDJSON file that {@link ResultLog} writes. A last line without a line end that is no whole record is what a
 * killed run leaves: it is left out and named in `cut`.
 *
 * @throws ReportError `log-unreadable` when there is no such file, `log-malformed` with `file:line` otherwise.
 */
export function readLog(path: string): Log {
  return collect(path, lines(path, load(path)));
}

function load(path: string): Buffer {
  try {
    const facts = statSync(path);
    if (!facts.isFile()) throw new Error('it is no regular file');
    if (facts.size > MOST_BYTES) throw new Error(`it has ${facts.size} bytes, more than ${MOST_BYTES}`);
    return readFileSync(path);
  } catch (error) {
    throw new ReportError('log-unreadable', `${path}: cannot read the result log: ${(error as Error).message}`);
  }
}

interface Line { readonly number: number; readonly text: string; readonly whole: boolean }

function* lines(path: string, bytes: Buffer): Generator<Line> {
  for (let at = 0, number = 1; at < bytes.length; number++) {
    const end = bytes.indexOf(0x0a, at);
    const stop = end < 0 ? bytes.length : end;
    if (stop - at > MOST_LINE_BYTES) throw malformed(path, number, `line longer than ${MOST_LINE_BYTES} bytes`);
    yield { number, text: bytes.toString('utf8', at, stop), whole: end >= 0 };
    at = stop + 1;
  }
}

function collect(path: string, input: Iterable<Line>): Log {
  let run: RunRecord | null = null;
  let end: EndRecord | null = null;
  let cut: number | null = null;
  const checks: CheckRecord[] = [];
  for (const line of input) {
    if (line.text.trim() === '') continue;
    const record = parse(path, line);
    if (record === null) { cut = line.number; continue; }
    if (end !== null) throw malformed(path, line.number, `a "${record.type}" record after the "end" record`);
    if ((run === null) !== (record.type === 'run')) {
      throw malformed(path, line.number, run === null ? 'the first record must be a "run" record' : 'a second "run" record');
    }
    if (record.type === 'run') run = record;
    else if (record.type === 'check') checks.push(record);
    else end = record;
  }
  if (run === null) throw malformed(path, 1, 'no "run" record: this is no result log, or the run ended before it began');
  return { run, checks, end, cut };
}

/** The record of a line; null for a cut one. */
function parse(path: string, line: Line): LogRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch (error) {
    if (!line.whole) return null;
    throw malformed(path, line.number, `no JSON: ${(error as Error).message}`);
  }
  const result = recordSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw malformed(path, line.number, `${issue?.path.join('.') || 'record'}: ${issue?.message ?? 'not a record'}`);
}

function malformed(path: string, line: number, what: string): ReportError {
  return new ReportError('log-malformed', `${path}:${line}: ${terminalSafe(what).slice(0, 300)}`);
}
