import type { Table } from '../src/machine/table.ts';
import type { Outcome } from './play/outcome.ts';

/** What of the specification a campaign has seen, as the observers saw it. */
export class Coverage {
  readonly rules = new Map<string, number>();
  readonly states = new Map<string, number>();
  private readonly table: Table;

  constructor(table: Table) { this.table = table; }

  /** Adds what one scenario saw; true when it saw a rule that none had seen. */
  add(outcome: Pick<Outcome, 'rules' | 'states'>): boolean {
    let news = false;
    for (const [rule, count] of outcome.rules) {
      const before = this.rules.get(rule) ?? 0;
      news ||= before === 0;
      this.rules.set(rule, before + count);
    }
    for (const [state, count] of outcome.states) this.states.set(state, (this.states.get(state) ?? 0) + count);
    return news;
  }

  /** Counts by `region.state`, as reports and drawings have them. */
  byState(): Record<string, number> {
    return Object.fromEntries(this.table.regions.flatMap((region) => region.states.map((state) => [`${region.name}.${state}`, this.states.get(state) ?? 0])));
  }

  byRule(): Record<string, number> { return Object.fromEntries(this.rules); }

  /** In words: how much of the specification was seen. */
  summary(): string {
    const states = Object.values(this.byState());
    const transitions = this.table.protocol.rules.filter(({ reply, level }) => reply.length > 0 && level !== 'HABIT');
    return `${states.filter((count) => count > 0).length} of ${states.length} states, ${transitions.filter(({ id }) => this.rules.has(id)).length} of ${transitions.length} transitions`;
  }
}
