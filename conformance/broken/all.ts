import { accessFaults } from './access.ts';
import { failureFaults } from './failure.ts';
import type { Fault } from './fault.ts';
import { grammarFaults } from './grammar.ts';

/** The faulty servers that are made by hand. */
export const handMade: readonly Fault[] = [...grammarFaults, ...failureFaults, ...accessFaults];
