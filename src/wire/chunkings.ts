/**
 * Every way to cut bytes into chunks of one size: 1, 2, … up to all at once. A codec that gives the same answer for
 * each of them does not depend on how TCP happened to cut the stream.
 */
export function* chunkings(bytes: Buffer): Generator<Buffer[]> {
  for (let size = 1; size <= Math.max(1, bytes.length); size += 1) {
    const chunks: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
    yield chunks;
  }
}
