import type { Fault } from './fault.ts';
import { addressFaults } from './transfer/addresses.ts';
import { endingFaults } from './transfer/endings.ts';
import { portFaults } from './transfer/ports.ts';
import { representationFaults } from './transfer/representation.ts';
import { restartFaults } from './transfer/restart.ts';
import { sessionFaults } from './transfer/sessions.ts';
import { uploadFaults } from './transfer/uploads.ts';

/** Servers that get the movement of data wrong. */
export const transferFaults: readonly Fault[] = [...representationFaults, ...uploadFaults, ...restartFaults, ...portFaults, ...addressFaults, ...endingFaults, ...sessionFaults];
