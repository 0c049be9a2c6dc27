import type { Fault } from '../../broken/fault.ts';
import { clientFaults } from './broken/clients.ts';
import { dataFaults } from './broken/data.ts';
import { nameFaults } from './broken/names.ts';
import { refusalFaults } from './broken/refusals.ts';
import { requestFaults } from './broken/requests.ts';

export { lengthResumeFaults } from './broken/resume.ts';

/** Servers of the protocol with one deliberate mistake each. */
export const lengthPrefixedFaults: readonly Fault[] = [...requestFaults, ...refusalFaults, ...nameFaults, ...dataFaults, ...clientFaults];
