import { inlineMarker } from '../../../src/dialects/inline-marker/inline-marker.ts';
import type { Fault } from '../../broken/fault.ts';
import { ruleFaults } from '../../broken/rules.ts';
import { fullDisk } from '../full-disk.ts';
import { sessionFaults } from './broken/sessions.ts';
import { storageFaults } from './broken/storage.ts';
import { lengthFaults, transferFaults } from './broken/transfers.ts';

/** Faulty servers of `inline-marker` and `inline-length`, made by hand. */
export const inlineFaults: readonly Fault[] = [...sessionFaults, ...transferFaults, ...storageFaults, ...lengthFaults].map(complete);

/** One for each rule that replies, computed: it answers with a code of the opposite meaning. */
export const inlineRuleFaults: readonly Fault[] = ruleFaults(inlineMarker.protocol).map(complete);

/** What a fault does not replace is the reference server's; for one name its disk is full. */
function complete(fault: Fault): Fault {
  return {
    ...fault,
    parts: () => {
      const parts = fault.parts?.() ?? {};
      return { ...inlineMarker.parts, ...parts, store: (inner) => parts.store?.(fullDisk(inner)) ?? fullDisk(inner) };
    },
  };
}
