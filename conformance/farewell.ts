import { finalStates } from '../src/spec/final.ts';
import type { Session } from './session.ts';
import type { Table } from '../src/machine/table.ts';

/** The verb that ends a session from wherever it may be: QUIT, or in a protocol without it the one whose rows close; null where none does. */
export function farewellOf(table: Table, session: Session): string | null {
  if (table.commands.has('QUIT')) return 'QUIT';
  const over = new Set(finalStates(table.protocol).map(({ name }) => name));
  const where = session.observer.states().map((names) => table.vector(names));
  return [...table.commands.keys()].find((verb) => {
    const closing = table.rows(verb).filter(({ rule }) => rule.when === 'otherwise' && rule.next.some((state) => over.has(state)));
    return where.every((vector) => closing.some((row) => table.fits(row, vector)));
  }) ?? null;
}
