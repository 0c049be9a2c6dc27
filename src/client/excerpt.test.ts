import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Excerpt } from './excerpt.ts';

function shown(excerpt: Excerpt): string {
  return excerpt.pieces().shown.map(({ text }) => text).join('');
}

test('keeps all of a stream that fits', () => {
  const excerpt = new Excerpt(8);
  for (const text of ['ab', 'cdef', 'gh']) excerpt.add(0, 0, Buffer.from(text));
  expect(shown(excerpt)).toBe('abcdefgh');
  expect(excerpt.pieces().gap).toBeNull();
});

test('keeps head and tail with the count and digest of everything, however the stream is cut', () => {
  const all = Buffer.from(Array.from({ length: 300 }, (_, byte) => byte % 256));
  for (let size = 1; size <= all.length; size += 1) {
    const excerpt = new Excerpt(16);
    for (let at = 0, order = 0; at < all.length; at += size, order += 1) excerpt.add(at, order, all.subarray(at, at + size));
    const { shown: pieces, gap } = excerpt.pieces();
    expect(shown(excerpt)).toBe(Buffer.concat([all.subarray(0, 8), all.subarray(-8)]).toString('latin1'));
    expect(gap).toMatchObject({ missing: 284, bytes: 300, sha256: createHash('sha256').update(all).digest('hex') });
    const orders = [...pieces.filter(({ order }) => order < gap!.order), gap!, ...pieces.filter(({ order }) => order > gap!.order)].map(({ order }) => order);
    expect(orders).toEqual([...orders].sort((a, b) => a - b));
    const before = pieces.filter(({ order }) => order < gap!.order).map(({ text }) => text).join('');
    expect(before).toHaveLength(8);
  }
});

test('bounds the number of pieces too', () => {
  const excerpt = new Excerpt(64 * 1024);
  for (let order = 0; order < 20_000; order += 1) excerpt.add(order, order, Buffer.from([65 + (order % 26)]));
  const { shown: pieces, gap } = excerpt.pieces();
  expect(pieces).toHaveLength(4000);
  expect(gap).toMatchObject({ missing: 16_000, bytes: 20_000 });
});
