import type { CheckRecord } from '../../conformance/result.ts';
import { ciSafe } from '../../reports/escape-ci.ts';
import { terminalSafe } from '../../reports/escape-terminal.ts';
import { transcript } from '../../reports/wire-text.ts';

const MOST = 400;

/** A check, its verdict and its wire log, as text that is safe to print. */
export function verboseLines(record: CheckRecord): string {
  const head = `${record.verdict.padEnd(9)} ${record.id}: ${record.title}${record.reason === null ? '' : ` (${record.reason})`}`;
  return [terminalSafe(head), ...transcript(record.wire, MOST)].map((line) => `${ciSafe(line)}\n`).join('');
}
