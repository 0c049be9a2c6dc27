import type { Fault } from './fault.ts';
import { beginningFaults } from './security/beginning.ts';
import { dataFaults } from './security/data.ts';
import { endingFaults } from './security/ending.ts';
import { portFaults } from './security/ports.ts';

export const securityFaults: readonly Fault[] = [...beginningFaults, ...dataFaults, ...endingFaults, ...portFaults];
