import type { Protocol } from '../model.ts';

/** Combinations of states that are explored at most: FTP has about as many. */
const MOST = 5000;

/** Why the states of a protocol are none, or more than can be explored in a moment; null when they can. */
export function unexplorable(protocol: Protocol): string | null {
  if (protocol.states.length === 0) return 'there are no states: a protocol needs a table `| region | state | on entry | meaning |`';
  const sizes = new Map<string, number>();
  for (const { region } of protocol.states) sizes.set(region, (sizes.get(region) ?? 0) + 1);
  const combinations = [...sizes.values()].reduce((product, size) => product * size, 1);
  return combinations <= MOST ? null : `the states combine to more than ${MOST} sessions: use fewer regions, or fewer states in them`;
}
