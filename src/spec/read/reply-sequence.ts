import { isNone, type Cell } from '../cell.ts';
import type { Report } from '../problem.ts';

/** A reply code, or null with a report. Codes are those of RFC 959 §4.2, and the 6yz of RFC 2228 §4. */
export function readCode(text: string, report: Report): number | null {
  if (/^[1-6]\d\d$/.test(text)) return Number(text);
  report(`\`${text}\` is no reply code`);
  return null;
}

/** Codes separated by commas or slashes: `150, 125`; none for an empty cell. */
export function readCodes(cell: Cell, report: Report): number[] {
  if (isNone(cell)) return [];
  return cell.text.split(/[,/]/).map((text) => readCode(text.trim(), report)).filter((code) => code !== null);
}

/** The reply cell of a rule: `150 / 125`, `120, then 220`. Null when some part of it is no code. */
export function readReplySequence(cell: Cell, report: Report): number[][] | null {
  if (isNone(cell)) return [];
  const sequence = cell.text.split(/,\s*then\s/).map((turn) => turn.split('/').map((text) => readCode(text.trim(), report)));
  const known = sequence.map((turn) => turn.filter((code) => code !== null));
  return known.every((turn, index) => turn.length === sequence[index]?.length) ? known : null;
}
