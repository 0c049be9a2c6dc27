import type { Table, Vector } from './table.ts';

/** Counts the states in which a session may have been: cheap where there is one way only, which is nearly always. */
export class Visits {
  private readonly table: Table;
  private readonly counts = new Map<string, number>();
  /** The state entered last, where there was one way, and how often in a row. */
  private last: Vector = 0;
  private times = 0;

  constructor(table: Table) { this.table = table; }

  /** The only state possible is this one. */
  one(vector: Vector): void {
    if (vector !== this.last) this.settle();
    this.last = vector;
    this.times += 1;
  }

  /** One of several states. */
  several(vectors: readonly Vector[]): void {
    for (const name of new Set(vectors.flatMap((vector) => this.table.names(vector)))) this.add(name, 1);
  }

  /** Visits by the names of states. */
  all(): ReadonlyMap<string, number> {
    this.settle();
    return this.counts;
  }

  private settle(): void {
    if (this.times > 0) for (const name of this.table.names(this.last)) this.add(name, this.times);
    this.times = 0;
  }

  private add(name: string, times: number): void { this.counts.set(name, (this.counts.get(name) ?? 0) + times); }
}
