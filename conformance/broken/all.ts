import type { Fault } from './fault.ts';

/** The faulty servers that are made by hand. */
export const handMade: readonly Fault[] = [];
