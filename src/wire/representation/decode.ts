import { inflated } from './deflate.ts';
import type { Representation } from './representation.ts';
import { WireDecoder, type Mark } from './wire-decoder.ts';

/**
 * The file that a data connection carries, with the restart markers among its bytes. Ends with the file, although the
 * connection may go on. No more than a chunk is held, and 64 KiB of pages in STRU P.
 * @param afterCr restarted behind a CR that is not stored
 * @throws DataError
 */
export async function* decode(source: AsyncIterable<Buffer>, representation: Representation, afterCr = false): AsyncGenerator<Buffer | Mark, void, undefined> {
  const decoder = new WireDecoder(representation, afterCr);
  for await (const chunk of representation.mode === 'deflated' ? inflated(source) : source) {
    yield* decoder.push(chunk);
    if (decoder.done) return;
  }
  yield* decoder.end();
}
