import { BlockFramer, BlockUnframer } from './block.ts';
import { CompressedFramer } from './compressed.ts';
import type { Framer, Unframer } from './piece.ts';
import { PlainFramer, PlainUnframer } from './plain-stream.ts';
import { RecordFramer, RecordUnframer } from './record-stream.ts';
import type { Representation } from './representation.ts';
import { CompressedUnframer } from './uncompressed.ts';

/** Space in ASCII and in EBCDIC, zero in binary data (RFC 959 §3.4.3). */
const FILLERS = { ascii: 0x20, ebcdic: 0x40, image: 0 } as const;

/** The form that a mode gives to data; MODE Z deflates what MODE S would send. */
export function framerOf({ type, structure, mode }: Representation): Framer {
  if (mode === 'block') return new BlockFramer();
  if (mode === 'compressed') return new CompressedFramer(FILLERS[type]);
  return structure === 'record' ? new RecordFramer() : new PlainFramer();
}

/** The other direction of `framerOf`. */
export function unframerOf({ type, structure, mode }: Representation): Unframer {
  if (mode === 'block') return new BlockUnframer();
  if (mode === 'compressed') return new CompressedUnframer(FILLERS[type]);
  return structure === 'record' ? new RecordUnframer() : new PlainUnframer();
}
