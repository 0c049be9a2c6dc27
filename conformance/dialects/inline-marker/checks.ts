import { inlineMarker } from '../../../src/generated/inline-marker.ts';
import { Table } from '../../../src/machine/table.ts';
import type { Check } from '../../check.ts';
import { clientChecks } from './checks/clients.ts';
import { downloadChecks } from './checks/downloads.ts';
import { informationChecks } from './checks/information.ts';
import { lengthChecks } from './checks/length.ts';
import { lineChecks } from './checks/lines.ts';
import { nameChecks } from './checks/names.ts';
import { storageChecks } from './checks/storage.ts';
import { uploadChecks } from './checks/uploads.ts';
import { generatedChecks } from './generated.ts';

/** The table of the specification, compiled once. */
export const inlineTable = new Table(inlineMarker);

const handWritten: readonly Check[] = [...lineChecks, ...informationChecks, ...downloadChecks, ...nameChecks, ...uploadChecks, ...storageChecks, ...clientChecks];
const taken = new Set(handWritten.map(({ id }) => id));

/** Every check of `inline-marker`; one written by hand takes the place of a computed one with the same id. */
export const inlineMarkerChecks: readonly Check[] = [...handWritten, ...generatedChecks(inlineTable).filter(({ id }) => !taken.has(id))];

/** The checks of the variant `inline-length`, beside those of `inline-marker` that do not upload. */
export const inlineLengthChecks: readonly Check[] = lengthChecks;
