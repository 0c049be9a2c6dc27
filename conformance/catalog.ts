import { ftp } from '../src/generated/ftp.ts';
import { Table } from '../src/machine/table.ts';
import type { Check } from './check.ts';
import { handWritten } from './checks/all.ts';
import { exampleChecks } from './generated/examples.ts';
import { rowChecks } from './generated/rows.ts';

/** The table of the FTP specification, compiled once. */
export const ftpTable = new Table(ftp);

/** Every check of the suite, by chapter in the order of the specification. Ids are unique; a test holds it. */
export function catalog(table: Table = ftpTable): Check[] {
  const order = new Map(table.protocol.chapters.map((chapter, index) => [chapter.slug, index]));
  const rank = (check: Check): number => order.get(check.chapter) ?? order.size;
  return [...handWritten, ...rowChecks(table), ...exampleChecks(table)].sort((a, b) => rank(a) - rank(b));
}
