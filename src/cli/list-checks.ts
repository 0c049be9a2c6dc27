import type { Check } from '../../conformance/check.ts';
import { checkLevel } from '../../conformance/check-level.ts';
import type { Table } from '../machine/table.ts';

/** One line a check: id, level, title. */
export function checkLines(checks: readonly Pick<Check, 'id' | 'title' | 'rules'>[], table: Table): string[] {
  const width = Math.min(60, Math.max(...checks.map(({ id }) => id.length)));
  return checks.map((check) => `${check.id.padEnd(width)}  ${checkLevel(table.protocol, check).padEnd(6)}  ${check.title}`);
}

/** How many checks of each chapter, in order. */
export function chapterCounts(checks: readonly Pick<Check, 'chapter'>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { chapter } of checks) counts.set(chapter, (counts.get(chapter) ?? 0) + 1);
  return counts;
}
