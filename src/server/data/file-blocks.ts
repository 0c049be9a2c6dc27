import type { FileHandle } from 'node:fs/promises';

/**
 * The blocks of a file from `offset` (bytes) on, at most `most` bytes each; each is valid until the next is asked for, while
 * the one after it is being read.
 */
export async function* fileBlocks(handle: FileHandle, offset: number, most: number): AsyncGenerator<Buffer, void, undefined> {
  const size = (await handle.stat()).size;
  const length = Math.max(1, Math.min(most, size - offset));
  let [current, spare] = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)];
  let position = offset;
  let pending = handle.read(current, 0, length, position);
  try {
    for (let { bytesRead } = await pending; bytesRead > 0; { bytesRead } = await pending) {
      position += bytesRead;
      const block = current.subarray(0, bytesRead);
      [current, spare] = [spare, current];
      pending = handle.read(current, 0, length, position);
      // Awaited below or in `finally`; a failure in between must not count as unhandled.
      pending.catch(() => {});
      yield block;
    }
  } finally {
    // Nobody may close the file, or take the buffer, under a read that still runs.
    await pending.catch(() => {});
  }
}
