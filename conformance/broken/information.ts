import type { Fault } from './fault.ts';
import { featureFaults } from './information/features.ts';
import { serviceFaults } from './information/services.ts';
import { statusFaults } from './information/status.ts';

/** Servers that say the wrong thing about themselves. */
export const informationFaults: readonly Fault[] = [...serviceFaults, ...statusFaults, ...featureFaults];
