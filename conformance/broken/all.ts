import { accessFaults } from './access.ts';
import { clientFaults } from './client.ts';
import { deFactoFaults } from './de-facto.ts';
import { failureFaults } from './failure.ts';
import type { Fault } from './fault.ts';
import { filesFaults } from './files.ts';
import { grammarFaults } from './grammar.ts';
import { hostsFaults } from './hosts.ts';
import { informationFaults } from './information.ts';
import { olderCommandsFaults } from './older-commands.ts';
import { representationsFaults } from './representations.ts';
import { securityFaults } from './security.ts';
import { transferFaults } from './transfer.ts';

/** The faulty servers that are made by hand. */
export const handMade: readonly Fault[] = [...grammarFaults, ...failureFaults, ...accessFaults, ...transferFaults, ...filesFaults, ...informationFaults, ...clientFaults, ...securityFaults, ...representationsFaults, ...olderCommandsFaults, ...hostsFaults, ...deFactoFaults];
