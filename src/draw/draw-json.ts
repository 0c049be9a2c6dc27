import type { Table } from '../machine/table.ts';
import type { Coverage, Picture } from './diagram.ts';
import { notVisited } from './not-visited.ts';

/** Pictures as JSON, for other programs: `{ protocol, regions: [{ region, states, edges }], notVisited }`; `seen` is null without a coverage. */
export function drawJson(table: Table, pictures: readonly Picture[], coverage: Coverage | null): string {
  const regions = pictures.map(({ region, nodes, edges, everywhere }) => ({
    region,
    states: nodes.map(({ state, stays }) => ({ name: state.name, meaning: state.meaning, entry: state.entry, stays: stays.map(({ id }) => id), seen: coverage === null ? null : (coverage.states[`${region}.${state.name}`] ?? 0) })),
    edges: edges.map(({ from, to, level, rules, everywhere }) => ({
      from, to, level, fromEveryState: everywhere, rules: rules.map(({ id }) => id),
      seen: coverage === null ? null : rules.reduce((sum, { id }) => sum + (coverage.rules[id] ?? 0), 0),
    })),
    staysEverywhere: everywhere.map(({ id }) => id),
  }));
  return `${JSON.stringify({ protocol: table.protocol.name, regions, notVisited: coverage === null ? null : notVisited(table, coverage) }, null, 2)}\n`;
}
