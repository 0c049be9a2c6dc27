import type { Vector } from '../../src/machine/table.ts';
import type { Move } from './moves.ts';

/**
 * How often each move and each state was planned already: what is rare is worth more. It counts plans, not what servers
 * did with them, so that the same seed makes the same scenarios whatever the server.
 */
export class Novelty {
  private readonly rows: number[] = [];
  private readonly states = new Map<Vector, number>();

  /** Greater for what was planned less often. */
  worth(from: Vector, { key, planned, to }: Move): number {
    return 1 / (1 + (this.rows[key] ?? 0)) + 1 / (1 + planned) + (from === to ? 0 : 2 / (1 + (this.states.get(to) ?? 0)));
  }

  plan(move: Move): void {
    this.rows[move.key] = (this.rows[move.key] ?? 0) + 1;
    move.planned += 1;
    this.states.set(move.to, (this.states.get(move.to) ?? 0) + 1);
  }
}
