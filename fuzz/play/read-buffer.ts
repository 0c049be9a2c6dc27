import type { OnReadOpts } from 'node:net';

/** Bytes taken from a socket at once. */
const SIZE = 2 ** 16;

/** One for all sockets: what is in it is copied before the next one reads. */
const buffer = new Uint8Array(SIZE);

/**
 * Reading without a new buffer of 64 KiB for each chunk, which costs a collector more than all the rest of a session.
 * @param take told of each chunk, as a copy; false keeps the next one back until the socket is resumed
 */
export function readBuffer(take: (chunk: Buffer) => boolean): OnReadOpts {
  return { buffer, callback: (count, bytes) => take(Buffer.from(bytes.subarray(0, count))) };
}
