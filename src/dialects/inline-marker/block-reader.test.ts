import { expect, it } from 'vitest';
import { BlockReader } from './block-reader.ts';

/** Fills the reader as a socket does, and returns whether it wants more. */
function fill(reader: BlockReader, bytes: Buffer): boolean {
  let more = true;
  for (let at = 0; at < bytes.length;) {
    const copied = bytes.copy(reader.room(), 0, at);
    at += copied;
    more = reader.filled(copied);
  }
  return more;
}

it('gives what has come, in order and once, whatever the pieces', () => {
  const body = Buffer.from(Array.from({ length: 1_000_003 }, (_, at) => (at * 7) ^ (at >> 8)));
  for (const piece of [1000, 65_535, 65_536, 300_000]) {
    const reader = new BlockReader(() => {});
    const taken: Buffer[] = [];
    for (let at = 0; at < body.length; at += piece) {
      fill(reader, body.subarray(at, at + piece));
      expect(reader.empty).toBe(false);
      taken.push(Buffer.concat(reader.take()));
      expect(reader.empty).toBe(true);
    }
    expect(Buffer.concat(taken).equals(body)).toBe(true);
    expect(reader.take()).toEqual([]);
  }
});

it('asks for no more when a mebibyte waits, and for more when it is taken', () => {
  let told = 0;
  const reader = new BlockReader(() => { told += 1; });
  expect(fill(reader, Buffer.alloc(500_000))).toBe(true);
  expect(fill(reader, Buffer.alloc(500_000))).toBe(false);
  expect([reader.paused, told > 0]).toEqual([true, true]);
  expect(reader.take().reduce((sum, { length }) => sum + length, 0)).toBe(1_000_000);
  expect(reader.paused).toBe(false);
});
