import { EVERY, type Coverage, type Edge } from './diagram.ts';

/**
 * How often the rules of an arrow were seen: 0 where one of its ends was never visited, for a rule may stand behind several
 * arrows. Rules without a reply cannot be seen from outside; there the visits of the ends speak.
 */
export function timesSeen(region: string, edge: Edge, coverage: Coverage): number {
  const visits = [edge.from, edge.to].filter((state) => state !== EVERY).map((state) => coverage.states[`${region}.${state}`] ?? 0);
  const least = Math.min(...visits);
  if (least === 0) return 0;
  if (edge.rules.every(({ reply }) => reply.length === 0)) return least;
  return edge.rules.reduce((sum, { id }) => sum + (coverage.rules[id] ?? 0), 0);
}
