import { inlineMarker } from '../../../src/dialects/inline-marker/inline-marker.ts';
import type { Fault } from '../../broken/fault.ts';
import { ruleFaults } from '../../broken/rules.ts';
import { sessionFaults } from './broken/sessions.ts';
import { lengthFaults, transferFaults } from './broken/transfers.ts';

/** Faulty servers of `inline-marker` and `inline-length`, made by hand. */
export const inlineFaults: readonly Fault[] = [...sessionFaults, ...transferFaults, ...lengthFaults].map(complete);

/** One for each rule that replies, computed: it answers with a code of the opposite meaning. */
export const inlineRuleFaults: readonly Fault[] = ruleFaults(inlineMarker.protocol).map(complete);

/** What a fault does not replace is the reference server's. */
function complete(fault: Fault): Fault { return { ...fault, parts: () => ({ ...inlineMarker.parts, ...fault.parts?.() }) }; }
