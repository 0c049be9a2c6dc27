import { fstatSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

const NOTHING = Promise.resolve({ bytesRead: 0 });

/**
 * The blocks of a file from `offset` (bytes) on, at most `most` bytes each; each is valid until the next is asked for, while
 * the one after it is being read.
 */
export async function* fileBlocks(handle: FileHandle, offset: number, most: number): AsyncGenerator<Buffer, void, undefined> {
  let size = fstatSync(handle.fd).size;
  const length = Math.max(1, Math.min(most, size - offset));
  let [current, spare] = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)];
  let position = offset;
  // The end is asked of the kernel, not read by a thread: most files are one block. One that grew meanwhile goes on.
  const next = (): Promise<{ bytesRead: number }> => (position >= size && position >= (size = fstatSync(handle.fd).size) ? NOTHING : handle.read(current, 0, length, position));
  let pending = next();
  try {
    for (let { bytesRead } = await pending; bytesRead > 0; { bytesRead } = await pending) {
      position += bytesRead;
      const block = current.subarray(0, bytesRead);
      [current, spare] = [spare, current];
      pending = next();
      // Awaited below or in `finally`; a failure in between must not count as unhandled.
      pending.catch(() => {});
      yield block;
    }
  } finally {
    // Nobody may close the file, or take the buffer, under a read that still runs.
    await pending.catch(() => {});
  }
}
