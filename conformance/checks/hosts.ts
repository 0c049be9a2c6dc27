import type { Check } from '../check.ts';
import { hostChecks } from './hosts/host.ts';
import { languageChecks } from './hosts/language.ts';
import { nameBytesChecks } from './hosts/names.ts';

/** Virtual hosts, languages of texts, bytes of names. */
export const hostsChecks: readonly Check[] = [...hostChecks, ...languageChecks, ...nameBytesChecks];
