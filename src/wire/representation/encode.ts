import { deflated } from './deflate.ts';
import { takesMarkers, type Representation } from './representation.ts';
import { WireEncoder } from './wire-encoder.ts';

/** How a file is sent, beyond its representation. */
export interface Encoding {
  /** zlib's level of MODE Z, 0 to 9. */
  readonly level: number;
  /** Bytes of the file between restart markers; null sends none. */
  readonly markers: number | null;
  /** The position in the file of its first byte here. */
  readonly offset: number;
}

/**
 * A file, chunk by chunk, as the data connection carries it. Restart markers hold the position in the file in decimal
 * digits. A chunk of the source is used up when the next one is asked for.
 * @throws DataError where the structure cannot hold the file
 */
export function encode(source: AsyncIterable<Buffer>, representation: Representation, encoding: Encoding): AsyncIterable<Buffer> {
  const encoded = framed(source, representation, encoding);
  return representation.mode === 'deflated' ? deflated(encoded, encoding.level) : encoded;
}

async function* framed(source: AsyncIterable<Buffer>, representation: Representation, { markers, offset }: Encoding): AsyncGenerator<Buffer, void, undefined> {
  const encoder = new WireEncoder(representation);
  const apart = takesMarkers(representation) ? (markers ?? Infinity) : Infinity;
  let position = offset;
  let marked = offset;
  for await (const chunk of source) {
    const bytes = encoder.push(chunk);
    if (bytes.length > 0) yield bytes;
    position += chunk.length;
    if (position - marked < apart || !encoder.divisible) continue;
    marked = position;
    yield encoder.mark(String(position));
  }
  const rest = encoder.end();
  if (rest.length > 0) yield rest;
}
