import type { Row, Table, Vector } from './table.ts';

/** Answers to `when` phrases. A phrase that is absent is unknown. */
export type Answers = Readonly<Record<string, boolean>>;

/** Asks the host whether a phrase holds for the event at hand. */
export type Ask = (phrase: string) => boolean | Promise<boolean>;

/**
 * Finds the row that answers an event: asks the host for the conditions of the rows that fit, in row order and no more
 * than needed, because an `attempt` performs its operation when it is asked.
 *
 * @returns the row and every answer given, or null when the specification has no row for the event here.
 */
export async function decide(table: Table, on: string, vector: Vector, ask: Ask): Promise<{ row: Row; answers: Answers } | null> {
  const answers: Record<string, boolean> = {};
  for (const row of table.rowsAt(on, vector)) {
    if (row.rule.level === 'HABIT') continue;
    const phrase = row.rule.when;
    if (phrase === 'otherwise') return { row, answers };
    answers[phrase] ??= await ask(phrase);
    if (answers[phrase]) return { row, answers };
  }
  return null;
}
