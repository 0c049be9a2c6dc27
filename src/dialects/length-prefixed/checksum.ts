import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

const BLOCK = 1024 * 1024;

/**
 * MD5 of the first `size` bytes of a file, in lower-case hexadecimal. Null when nobody wants it any more, or when the
 * file is shorter by now. Holds one block; rejects when the file cannot be read.
 */
export async function md5Of(handle: FileHandle, size: number, wanted: () => boolean): Promise<string | null> {
  const hash = createHash('md5');
  return (await digestInto(hash, handle, size, wanted)) ? hash.digest('hex') : null;
}

/** Adds the first `size` bytes of a file to a digest; false and errors as for `md5Of`. */
export async function digestInto(hash: Hash, handle: FileHandle, size: number, wanted: () => boolean): Promise<boolean> {
  const block = Buffer.allocUnsafe(Math.max(1, Math.min(BLOCK, size)));
  for (let position = 0; position < size;) {
    const { bytesRead } = await handle.read(block, 0, Math.min(block.length, size - position), position);
    if (bytesRead === 0 || !wanted()) return false;
    hash.update(block.subarray(0, bytesRead));
    position += bytesRead;
  }
  return true;
}
