import { lengthPrefixed } from '../../../src/generated/length-prefixed.ts';
import { Table } from '../../../src/machine/table.ts';
import type { Check } from '../../check.ts';
import { clientChecks } from './checks/clients.ts';
import { dataChecks } from './checks/data.ts';
import { generatedChecks } from './checks/generated.ts';
import { nameChecks } from './checks/names.ts';
import { refusalChecks } from './checks/refusals.ts';
import { requestChecks } from './checks/requests.ts';
import { resumeChecks } from './checks/resume.ts';

/** The table of the specification, compiled once. */
export const lengthPrefixedTable = new Table(lengthPrefixed);

/** The suite of the protocol. */
export const lengthPrefixedChecks: readonly Check[] = [...requestChecks, ...refusalChecks, ...nameChecks, ...dataChecks, ...clientChecks, ...generatedChecks(lengthPrefixedTable)];

/** The suite of the variant `length-resume`. */
export const lengthResumeChecks: readonly Check[] = resumeChecks;
