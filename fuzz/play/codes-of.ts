import type { Table } from '../../src/machine/table.ts';

const known = new WeakMap<Table, Map<string, ReadonlySet<number>>>();

/** The codes that the rows of a condition, or of a host event in brackets, have for their first reply: that of the reference server comes first. */
export function codesOf(table: Table, name: string): ReadonlySet<number> {
  const own = known.get(table) ?? new Map<string, ReadonlySet<number>>();
  known.set(table, own);
  let codes = own.get(name);
  if (codes === undefined) {
    const rules = table.protocol.rules.filter(({ on, when }) => (name.startsWith('[') ? on.includes(name) : when === name));
    own.set(name, codes = new Set(rules.flatMap(({ reply }) => reply[0] ?? [])));
  }
  return codes;
}

/** The code that the reference server has for a condition or an event. */
export function mainCode(table: Table, name: string): number | undefined {
  const [first] = codesOf(table, name);
  return first;
}
