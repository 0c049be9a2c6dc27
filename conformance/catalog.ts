import { ftp } from '../src/generated/ftp.ts';
import { minimalFtp } from '../src/generated/minimal-ftp.ts';
import { Table } from '../src/machine/table.ts';
import type { ServerParts } from '../src/server/reference-server.ts';
import type { Check } from './check.ts';
import { handWritten } from './checks/all.ts';
import { minimalChecks } from './checks/minimal-ftp.ts';
import { exampleChecks } from './generated/examples.ts';
import { rowChecks } from './generated/rows.ts';

/** The table of the FTP specification, compiled once. */
export const ftpTable = new Table(ftp);
const minimalTable = new Table(minimalFtp);

/** A protocol that can be served and checked: its table, the port its programs use, the checks that no row can say. */
export interface Suite {
  readonly table: Table;
  readonly port: number;
  readonly handWritten: readonly Check[];
  /** What the reference server of the protocol is made of. */
  readonly parts: Partial<ServerParts>;
}

/** The protocols by name. */
export const SUITES: Readonly<Record<string, Suite>> = {
  ftp: { table: ftpTable, port: 2121, handWritten, parts: {} },
  'minimal-ftp': { table: minimalTable, port: 3000, handWritten: minimalChecks, parts: { protocol: minimalFtp } },
};

/** Every check of a protocol's suite, by chapter in the order of the specification. Ids are unique; a test holds it. */
export function catalog(table: Table = ftpTable): Check[] {
  const order = new Map(table.protocol.chapters.map((chapter, index) => [chapter.slug, index]));
  const rank = (check: Check): number => order.get(check.chapter) ?? order.size;
  const byHand = SUITES[table.protocol.name]?.handWritten ?? [];
  return [...byHand, ...rowChecks(table), ...exampleChecks(table)].sort((a, b) => rank(a) - rank(b));
}
