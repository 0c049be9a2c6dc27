import type { Fault } from './fault.ts';
import { formFaults } from './representations/forms.ts';
import { markerFaults } from './representations/markers.ts';
import { modeFaults } from './representations/modes.ts';

/** Servers that get the form of data wrong. */
export const representationsFaults: readonly Fault[] = [...formFaults, ...modeFaults, ...markerFaults];
