import type { Check } from '../check.ts';
import { errorChecks } from './failure/errors.ts';
import { longLineChecks } from './failure/long-lines.ts';
import { pipeliningChecks } from './failure/pipelining.ts';
import { segmentChecks } from './failure/segments.ts';
import { vanishingChecks } from './failure/vanishing.ts';

/** What is unknown, malformed, too long, cut anywhere, sent ahead, or broken off. */
export const failureChecks: readonly Check[] = [...errorChecks, ...segmentChecks, ...pipeliningChecks, ...longLineChecks, ...vanishingChecks];
