import type { Check } from '../check.ts';
import { factChecks } from './de-facto/facts.ts';
import { usedFeatureChecks } from './de-facto/features.ts';
import { hashChecks } from './de-facto/hash.ts';
import { joiningChecks } from './de-facto/joining.ts';
import { olderHashChecks } from './de-facto/older-hashes.ts';
import { programChecks } from './de-facto/programs.ts';

/** What no RFC defines and clients use. */
export const deFactoChecks: readonly Check[] = [...usedFeatureChecks, ...factChecks, ...hashChecks, ...olderHashChecks, ...joiningChecks, ...programChecks];
