import type { Check } from '../check.ts';
import { accessChecks } from './access.ts';
import { failureChecks } from './failure.ts';
import { grammarChecks } from './grammar.ts';
import { clientChecks } from './client.ts';
import { deFactoChecks } from './de-facto.ts';
import { filesChecks } from './files.ts';
import { hostsChecks } from './hosts.ts';
import { informationChecks } from './information.ts';
import { olderCommandsChecks } from './older-commands.ts';
import { representationsChecks } from './representations.ts';
import { sanity } from './sanity.ts';
import { securityChecks } from './security.ts';
import { transferChecks } from './transfer.ts';

/** The checks that are written by hand: what no row can say. */
export const handWritten: readonly Check[] = [...sanity, ...grammarChecks, ...failureChecks, ...accessChecks, ...transferChecks, ...filesChecks, ...informationChecks, ...clientChecks, ...securityChecks, ...representationsChecks, ...olderCommandsChecks, ...hostsChecks, ...deFactoChecks];
