import type { Fault } from './fault.ts';
import { hostFaults } from './hosts/host.ts';
import { languageFaults } from './hosts/language.ts';
import { nameFaults } from './hosts/names.ts';

/** Servers that mistake hosts, languages or the bytes of names. */
export const hostsFaults: readonly Fault[] = [...hostFaults, ...languageFaults, ...nameFaults];
