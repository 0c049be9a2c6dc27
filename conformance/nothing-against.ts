import type { Table } from '../src/machine/table.ts';

/** Facts by which no condition that the server or the disk could state against the command holds; freedoms, and the phrases of `except`, stay open. */
export function nothingAgainst(table: Table, verb: string, except: readonly string[] = []): Record<string, boolean> {
  const facts: Record<string, boolean> = {};
  for (const row of table.rows(table.canonical(verb))) {
    const condition = table.protocol.conditions.find(({ phrase }) => phrase === row.rule.when);
    if ((condition?.kind === 'session' || condition?.kind === 'attempt') && !except.includes(condition.phrase)) facts[condition.phrase] = false;
  }
  return facts;
}
