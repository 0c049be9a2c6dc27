import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { BoundedBytes } from './bounded-bytes.ts';

it('holds the first bytes up to the limit, counts all and knows the last two', () => {
  const piece = fc.oneof(fc.nat(255), fc.uint8Array({ maxLength: 100 }));
  fc.assert(fc.property(fc.nat(150), fc.array(piece, { maxLength: 6 }), (limit, pieces) => {
    const bytes = new BoundedBytes(limit);
    const all: number[] = [];
    for (const added of pieces) {
      if (typeof added === 'number') bytes.append(added);
      else bytes.appendFrom(Buffer.from([0, ...added, 0]), 1, added.length + 1);
      all.push(...(typeof added === 'number' ? [added] : added));
    }
    expect([bytes.length, bytes.last, bytes.beforeLast]).toEqual([all.length, all.at(-1) ?? -1, all.at(-2) ?? -1]);
    expect(bytes.peek()).toEqual(Buffer.from(all.slice(0, limit)));
    expect(bytes.take()).toEqual(Buffer.from(all.slice(0, limit)));
    expect([bytes.length, bytes.last, bytes.beforeLast, bytes.take().length]).toEqual([0, -1, -1, 0]);
  }));
});
