import type { Answers } from './decide.ts';
import type { Row, Table, Vector } from './table.ts';

/** The rows that may answer a command or an event here: a condition known to hold ends the list, but for habits under the same condition. */
export function candidateRows(table: Table, on: string, facts: Answers, vector: Vector): Row[] {
  const rows: Row[] = [];
  let decided: string | null = null;
  for (const row of table.rowsAt(on, vector)) {
    if (facts[row.rule.when] === false) continue;
    const when = row.rule.when;
    if (decided !== null && !(row.rule.level === 'HABIT' && when === decided)) continue;
    rows.push(row);
    if (row.rule.level !== 'HABIT' && (when === 'otherwise' || facts[when] === true)) decided = when;
  }
  return rows;
}

/** A row that answers an event of the server's own. */
interface Unasked { readonly event: string; readonly row: Row }

const known = new WeakMap<Answers, WeakMap<Table, Map<Vector, readonly Unasked[]>>>();

/** What a server may say in a state of its own accord, with what is known of the connection; found once for all states that such events do not tell apart. */
export function unaskedRows(table: Table, connection: Answers, vector: Vector): readonly Unasked[] {
  let tables = known.get(connection);
  if (tables === undefined) known.set(connection, (tables = new WeakMap()));
  let states = tables.get(table);
  if (states === undefined) tables.set(table, (states = new Map()));
  const state = table.told(vector);
  let rows = states.get(state);
  if (rows === undefined) states.set(state, (rows = table.hostEvents.flatMap((event) => candidateRows(table, event, connection, vector).map((row) => ({ event, row })))));
  return rows;
}
