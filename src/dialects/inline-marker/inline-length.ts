import { SizedBody } from './body.ts';
import { inlineMarker } from './inline-marker.ts';
import { transferWith } from './transfer.ts';

/** The variant in which an upload announces its size (chapter 2 of the specification). */
export const inlineLength: typeof inlineMarker = {
  ...inlineMarker,
  parts: { ...inlineMarker.parts, transfer: transferWith(() => new SizedBody()) },
};
