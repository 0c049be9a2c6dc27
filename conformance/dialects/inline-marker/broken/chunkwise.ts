import type { Body } from '../../../../src/dialects/inline-marker/body.ts';

/** Looks for the markers in each chunk by itself. */
export function chunkwise(): Body {
  let started = false;
  return {
    push(chunk) {
      const at = started ? 0 : chunk.indexOf('FILE_START\r\n');
      if (at < 0) return { file: Buffer.alloc(0), state: 'open', rest: Buffer.alloc(0) };
      const after = started ? chunk : chunk.subarray(at + 12);
      started = true;
      const end = after.indexOf('FILE_END\r\n');
      return end < 0 ? { file: after, state: 'open', rest: Buffer.alloc(0) } : { file: after.subarray(0, end), state: 'whole', rest: after.subarray(end + 10) };
    },
  };
}
