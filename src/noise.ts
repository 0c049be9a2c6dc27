/**
 * Bytes that look random, the same for the same seed: every value comes up, no piece lost, doubled or moved goes unseen, and no
 * compressor shortens them (xorshift32, a word at a time).
 * @param length in bytes
 * @param seed a whole number; neighbours give unlike bytes
 */
export function noise(length: number, seed = 1): Buffer {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = Math.imul(seed, 0x9e3779b9) | 1;
  for (let at = 0; at < words.length; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  return Buffer.from(words.buffer, 0, length);
}
