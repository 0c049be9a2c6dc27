import type { Table } from '../src/machine/table.ts';
import type { CheckRecord } from './result.ts';
import type { Tester } from './tester.ts';

/** Adds up a run: its records, and what of the specification the observers saw. */
export class Tally {
  readonly records: CheckRecord[] = [];
  private readonly visited = new Map<string, number>();
  private readonly taken = new Map<string, number>();

  /** Adds a record, and what its observers saw; null for a check that was not run. */
  add(record: CheckRecord, tester: Tester | null): void {
    this.records.push(record);
    for (const { observer } of tester?.sessions ?? []) {
      for (const [state, count] of observer.visited) this.visited.set(state, (this.visited.get(state) ?? 0) + count);
      for (const [rule, count] of observer.taken) this.taken.set(rule, (this.taken.get(rule) ?? 0) + count);
    }
  }

  has(id: string): boolean { return this.records.some((record) => record.id === id); }

  /** Counts by `region.state`. */
  states(table: Table): Record<string, number> {
    return Object.fromEntries(table.regions.flatMap((region) => region.states.map((state) => [`${region.name}.${state}`, this.visited.get(state) ?? 0])));
  }

  rules(): Record<string, number> { return Object.fromEntries(this.taken); }
}
