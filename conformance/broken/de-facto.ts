import { factFaults } from './de-facto/facts.ts';
import { hashFaults } from './de-facto/hashes.ts';
import { joiningFaults } from './de-facto/joining.ts';
import { programFaults } from './de-facto/programs.ts';
import type { Fault } from './fault.ts';

/** Servers that get wrong what no RFC defines. */
export const deFactoFaults: readonly Fault[] = [...factFaults, ...hashFaults, ...joiningFaults, ...programFaults];
