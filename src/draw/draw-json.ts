import type { Table } from '../machine/table.ts';
import type { Coverage, Picture } from './diagram.ts';
import { timesSeen } from './seen.ts';
import { notVisited } from './not-visited.ts';

/** Pictures as JSON, for other programs: `{ protocol, regions: [{ region, states, edges }], notVisited }`; `seen` is null without a coverage. */
export function drawJson(table: Table, pictures: readonly Picture[], coverage: Coverage | null): string {
  const regions = pictures.map(({ region, nodes, edges, everywhere }) => ({
    region,
    states: nodes.map(({ state, stays }) => ({ name: state.name, meaning: state.meaning, entry: state.entry, stays: stays.map(({ id }) => id), seen: coverage === null ? null : (coverage.states[`${region}.${state.name}`] ?? 0) })),
    edges: edges.map((edge) => ({
      from: edge.from, to: edge.to, level: edge.level, fromEveryState: edge.everywhere, rules: edge.rules.map(({ id }) => id),
      seen: coverage === null ? null : timesSeen(region, edge, coverage),
    })),
    staysEverywhere: everywhere.map(({ id }) => id),
  }));
  return `${JSON.stringify({ protocol: table.protocol.name, regions, notVisited: coverage === null ? null : notVisited(table, coverage) }, null, 2)}\n`;
}
