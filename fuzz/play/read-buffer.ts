import type { OnReadOpts } from 'node:net';

/** Bytes taken from a socket at once. */
const SIZE = 2 ** 16;

/** One for all sockets: what is in it is copied before the next one reads. */
const buffer = Buffer.alloc(SIZE);

/**
 * Reading without a new buffer of 64 KiB for each chunk, which costs a collector more than all the rest of a session.
 * @param take told of each chunk, as a copy; false keeps the next one back until the socket is resumed
 */
export function readBuffer(take: (chunk: Buffer) => boolean): OnReadOpts {
  return { buffer, callback: (count) => {
    const chunk = Buffer.allocUnsafe(count);
    buffer.copy(chunk, 0, 0, count);
    return take(chunk);
  } };
}
