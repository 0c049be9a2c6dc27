import type { Vector } from '../../src/machine/table.ts';
import type { Move } from './moves.ts';

/**
 * How often each move and each state was planned already: what is rare is worth more. It counts plans, not what servers
 * did with them, so that the same seed makes the same scenarios whatever the server.
 */
export class Novelty {
  private readonly rows = new Map<string, number>();
  private readonly steps = new Map<string, number>();
  private readonly states = new Map<Vector, number>();

  /** Greater for what was planned less often. */
  worth(from: Vector, move: Move): number {
    const row = this.rows.get(`${move.verb}${move.row.rule.id}`) ?? 0;
    const step = this.steps.get(`${from} ${move.verb}${move.row.rule.id}`) ?? 0;
    const state = this.states.get(move.to) ?? 0;
    return 1 / (1 + row) + 1 / (1 + step) + (from === move.to ? 0 : 2 / (1 + state));
  }

  plan(from: Vector, move: Move): void {
    const row = `${move.verb}${move.row.rule.id}`;
    this.rows.set(row, (this.rows.get(row) ?? 0) + 1);
    const step = `${from} ${row}`;
    this.steps.set(step, (this.steps.get(step) ?? 0) + 1);
    this.states.set(move.to, (this.states.get(move.to) ?? 0) + 1);
  }
}
