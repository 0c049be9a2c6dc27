import type { Representation } from '../wire/representation/representation.ts';

/** The states of chapter 3 by what they choose; the first of each is in force where the protocol has no such states. */
const TYPES = [['image', 'image'], ['ebcdic', 'ebcdic']] as const;
const STRUCTURES = [['record', 'recordStructure'], ['page', 'pageStructure']] as const;
const MODES = [['block', 'blockMode'], ['compressed', 'compressedMode'], ['deflated', 'deflateMode']] as const;

/** How data cross in a session whose machine is in these states. */
export function representationOf(machine: { in(state: string): boolean }): Representation {
  const chosen = <T>(choices: readonly (readonly [T, string])[], initial: T): T => choices.find(([, state]) => machine.in(state))?.[0] ?? initial;
  return { type: chosen<Representation['type']>(TYPES, 'ascii'), structure: chosen<Representation['structure']>(STRUCTURES, 'file'), mode: chosen<Representation['mode']>(MODES, 'stream') };
}
