import { ephemeralPort } from '../../../src/generated/ephemeral-port.ts';
import type { Check } from '../../check.ts';
import { commandChecks } from './commands.ts';
import { downloadChecks } from './downloads.ts';
import { exampleChecks } from './examples.ts';
import { lineChecks } from './lines.ts';
import { listingChecks } from './listing.ts';
import { nameChecks } from './names.ts';
import { uploadChecks } from './uploads.ts';

/** The suite of ephemeral-port. */
export const ephemeralPortChecks: readonly Check[] = [...commandChecks, ...listingChecks, ...downloadChecks, ...uploadChecks, ...nameChecks, ...exampleChecks(ephemeralPort)];

/** The suite of ephemeral-port-lines. */
export const ephemeralPortLinesChecks: readonly Check[] = lineChecks;
