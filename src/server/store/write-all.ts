import type { FileHandle } from 'node:fs/promises';

/** Writes all chunks at `position` (bytes) and returns their length. One writev may take fewer bytes than asked. */
export async function writeAll(handle: FileHandle, chunks: readonly Buffer[], position: number): Promise<number> {
  let rest = chunks.filter((chunk) => chunk.length > 0);
  let written = 0;
  while (rest.length > 0) {
    let { bytesWritten } = await handle.writev(rest, position + written);
    written += bytesWritten;
    let done = 0;
    while (done < rest.length && bytesWritten >= rest[done]!.length) bytesWritten -= rest[done++]!.length;
    rest = rest.slice(done);
    if (bytesWritten > 0) rest[0] = rest[0]!.subarray(bytesWritten);
  }
  return written;
}
