import type { Row, Vector } from './table.ts';

/** One way in which the server may have come to where it is. */
export interface Possible {
  readonly vector: Vector;
  /** Indices of unanswered commands. */
  readonly queue: readonly number[];
  /** A row whose later replies are still to come. */
  readonly owed: { readonly row: Row; readonly on: string; readonly position: number } | null;
  /** A habit that the server has shown if this is the way. */
  readonly habit: Row | null;
}

/** What is the same for two ways that cannot be told apart any more. */
export function keyOf(one: Possible): string {
  return `${one.vector}|${one.queue.join()}|${one.owed === null ? '' : `${one.owed.row.rule.id}${one.owed.position}`}`;
}
