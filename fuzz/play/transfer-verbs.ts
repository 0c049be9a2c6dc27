import type { Table } from '../../src/machine/table.ts';

const known = new WeakMap<Table, ReadonlySet<string>>();

/** The canonical verbs whose success begins a transfer. */
export function transferVerbs(table: Table): ReadonlySet<string> {
  let verbs = known.get(table);
  if (verbs === undefined) {
    const states = new Set(table.regions.find(({ name }) => name === 'transfer')?.states.slice(1) ?? []);
    verbs = new Set(table.protocol.commands.filter(({ verb, aliasOf }) => aliasOf === null && table.rows(verb).some(({ rule }) => rule.next.some((state) => states.has(state)) && rule.reply[0]![0]! < 200)).map(({ verb }) => verb));
    known.set(table, verbs);
  }
  return verbs;
}
