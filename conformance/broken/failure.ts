import type { Fault } from './fault.ts';
import { errorFaults } from './failure/errors.ts';
import { longLineFaults } from './failure/long-lines.ts';
import { segmentFaults } from './failure/segments.ts';
import { vanishingFaults } from './failure/vanishing.ts';

export const failureFaults: readonly Fault[] = [...errorFaults, ...segmentFaults, ...longLineFaults, ...vanishingFaults];
