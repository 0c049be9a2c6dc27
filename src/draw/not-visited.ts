import type { Table } from '../machine/table.ts';
import type { Coverage } from './diagram.ts';

export interface NotVisited {
  /** As `region.state`. */
  readonly states: readonly string[];
  /** Rules with a reply that no server is free to leave out of its repertoire: habits are not missed. */
  readonly rules: readonly string[];
  readonly statesInAll: number;
  readonly rulesInAll: number;
}

/** What a run did not see of the specification. */
export function notVisited(table: Table, coverage: Coverage): NotVisited {
  const states = table.regions.flatMap((region) => region.states.map((state) => `${region.name}.${state}`));
  const rules = table.protocol.rules.filter((rule) => rule.reply.length > 0 && rule.level !== 'HABIT').map(({ id }) => id);
  return {
    states: states.filter((state) => !coverage.states[state]),
    rules: rules.filter((rule) => !coverage.rules[rule]),
    statesInAll: states.length,
    rulesInAll: rules.length,
  };
}
