import type { Row, Table, Vector } from './table.ts';

/**
 * Where a session is after `row` has answered `on`: the row's own states, and in the regions that it leaves alone
 * what the consequence rows of the event say.
 */
export function settle(table: Table, row: Row, on: string, vector: Vector): Vector {
  let after = table.enter(row, vector);
  for (const consequence of table.consequences(on)) {
    if (consequence.rule.level === 'HABIT' || !table.fits(consequence, vector) || (consequence.clears & row.clears) !== 0) continue;
    after = table.enter(consequence, after);
  }
  return after;
}

/** The same for an observer: every end that some server may choose, each with the habit it would show, or null. */
export function settlements(table: Table, row: Row, on: string, vector: Vector): { vector: Vector; habit: Row | null }[] {
  const ends = [{ vector: settle(table, row, on, vector), habit: null as Row | null }];
  for (const consequence of table.consequences(on)) {
    if (consequence.rule.level !== 'HABIT' || !table.fits(consequence, vector) || (consequence.clears & row.clears) !== 0) continue;
    ends.push({ vector: table.enter(consequence, ends[0]!.vector), habit: consequence });
  }
  return ends;
}

/** Where a session is after `on` when no row of its own has answered it. */
export function follow(table: Table, on: string, vector: Vector): Vector {
  return table.consequences(on).reduce((after, row) => (row.rule.level !== 'HABIT' && table.fits(row, vector) ? table.enter(row, after) : after), vector);
}
