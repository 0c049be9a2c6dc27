import type { Table } from '../src/machine/table.ts';

/** What a server finds that has as many sessions as it takes: at the door, or when it knows who comes. */
const FULL: ReadonlySet<string> = new Set(['service not available', 'too many sessions']);

/** Whether one of the rules that explain a reply says that the server has as many sessions as it takes. */
export function saysFull(table: Table, rules: readonly string[]): boolean {
  return rules.length > 0 && table.protocol.rules.some(({ id, when, on }) => rules.includes(id) && FULL.has(when) && !on.includes('REIN'));
}
