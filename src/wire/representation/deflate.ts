import { createDeflate, createInflate, type Deflate, type Inflate } from 'node:zlib';
import { DataError } from './data-error.ts';

/** MODE Z: the zlib format (RFC 1950), as draft-preston-ftpext-deflate has it. `level` is zlib's, 0 to 9. */
export function deflated(source: AsyncIterable<Buffer>, level: number): AsyncGenerator<Buffer, void, undefined> {
  return through(createDeflate({ level }), source, true);
}

/** What MODE Z sent; ends with the deflated stream, whatever comes behind it. @throws DataError */
export async function* inflated(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  try {
    // The peer may keep us waiting for more than there is.
    yield* through(createInflate(), source, false);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!code.startsWith('Z_')) throw error;
    throw new DataError(code === 'Z_BUF_ERROR' ? 'cut' : 'malformed', `the data are not deflated as they should be: ${(error as Error).message}`);
  }
}

/**
 * Feeds a chunk when the one before it is used up, so that its memory may be used again, and no faster than the result
 * is taken: however much a chunk inflates to, little of it is held. `toItsEnd`: the source is left alone when this ends.
 */
async function* through(codec: Deflate | Inflate, source: AsyncIterable<Buffer>, toItsEnd: boolean): AsyncGenerator<Buffer, void, undefined> {
  const closed = new Promise<void>((resolve) => codec.once('close', resolve));
  const ended = new Promise<void>((resolve) => codec.once('end', resolve));
  let failed: unknown = null;
  const feeding = (async () => {
    for await (const chunk of source) {
      await Promise.race([new Promise<void>((resolve) => { codec.write(chunk, () => resolve()); }), closed, ended]);
      if (codec.destroyed || codec.readableEnded) return;
    }
    codec.end();
  })().catch((error: unknown) => {
    failed = error;
    codec.destroy();
  });
  codec.on('error', () => {});
  try {
    for await (const chunk of codec) yield chunk as Buffer;
    if (failed !== null) throw failed as Error;
  } catch (error) {
    throw failed ?? error;
  } finally {
    codec.destroy();
    if (toItsEnd) await feeding;
  }
}
