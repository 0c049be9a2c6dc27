import { SizedBody } from './body.ts';
import { inlineMarker } from './inline-marker.ts';
import { transferWith } from './transfer.ts';

const protocol = { ...inlineMarker.protocol, name: 'inline-length' };

/** The variant in which an upload announces its size (chapter 2 of the specification). */
export const inlineLength: typeof inlineMarker = {
  protocol,
  port: inlineMarker.port,
  parts: { ...inlineMarker.parts, protocol, transfer: transferWith(() => new SizedBody()) },
};
