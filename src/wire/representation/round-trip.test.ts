import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from './decode.ts';
import { DataError } from './data-error.ts';
import { encode } from './encode.ts';
import { MOST_IN_PAGES } from './pages.ts';
import type { Representation } from './representation.ts';

const representation = fc.record({
  type: fc.constantFrom('ascii', 'ebcdic', 'image'), structure: fc.constantFrom('file', 'record', 'page'), mode: fc.constantFrom('stream', 'block', 'compressed', 'deflated'),
}) as fc.Arbitrary<Representation>;
/** Bytes that mean something somewhere, in runs. */
const bytes = fc.array(fc.tuple(fc.constantFrom(0, 1, 0x0a, 0x0d, 0x15, 0x20, 0x25, 0x40, 0x61, 0x80, 0xc0, 0xff), fc.integer({ min: 1, max: 300 })), { maxLength: 30 })
  .map((runs) => Buffer.concat(runs.map(([byte, count]) => Buffer.alloc(count < 270 ? 1 + (count % 4) : count, byte))));
async function* cut(whole: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
}
async function gathered(source: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) if (Buffer.isBuffer(chunk)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** A CR LF is one line end to TYPE A, and the last line of a record file gets its end. */
function expected(file: Buffer, { type, structure }: Representation): string {
  const text = file.toString('latin1');
  if (structure === 'record') return text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return type === 'ascii' ? text.replaceAll('\r\n', '\n') : text;
}

describe('every representation', () => {
  it('gives a file back, however sender and network cut it, with and without markers', async () => {
    await fc.assert(fc.asyncProperty(representation, bytes, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), fc.option(fc.integer({ min: 1, max: 50 })), async (as, file, ours, theirs, markers) => {
      const wire = await gathered(encode(cut(file, ours), as, { level: 6, markers, offset: 0 }));
      expect((await gathered(decode(cut(wire, theirs), as))).toString('latin1')).toBe(expected(file, as));
    }), { numRuns: 400 });
  });

  it('is never taken for whole when it was cut, unless only the end of the connection says so', async () => {
    await fc.assert(fc.asyncProperty(representation, bytes, fc.nat(), async (as, file, choice) => {
      const wire = await gathered(encode(cut(file, 100), as, { level: 6, markers: null, offset: 0 }));
      fc.pre(wire.length > 1 && !(as.mode === 'stream' && as.structure === 'file'));
      // Where the structure says its own end, that of the mode need not come.
      fc.pre(as.structure === 'file' || as.mode === 'stream' || (as.structure === 'record' && as.mode !== 'deflated'));
      // The filler behind the EOF of MODE C says nothing more.
      const keep = choice % (wire.length - (as.mode === 'compressed' ? 1 : 0));
      fc.pre(keep > 0);
      await expect(gathered(decode(cut(wire.subarray(0, keep), 64), as))).rejects.toThrow(DataError);
    }), { numRuns: 300 });
  });

  it('takes any bytes at all without another error, and without more than it was given', async () => {
    await fc.assert(fc.asyncProperty(representation, fc.uint8Array({ maxLength: 600 }), async (as, wire) => {
      const outcome = await gathered(decode(cut(Buffer.from(wire), 100), as)).catch((error: unknown) => error);
      const size = Buffer.isBuffer(outcome) ? outcome.length : outcome instanceof DataError ? 0 : Infinity;
      expect(size).toBeLessThanOrEqual(as.structure === 'page' ? MOST_IN_PAGES : 1100 * wire.length);
    }), { numRuns: 500 });
  });

  it('holds little of what a little inflates to', async () => {
    const as: Representation = { type: 'image', structure: 'file', mode: 'deflated' };
    async function* zeros(): AsyncGenerator<Buffer> { for (let i = 0; i < 16; i += 1) yield Buffer.alloc(2 ** 20); }
    const bomb = await gathered(encode(zeros(), as, { level: 9, markers: null, offset: 0 }));
    expect(bomb.length).toBeLessThan(100_000);
    const before = process.memoryUsage().arrayBuffers;
    let [size, most] = [0, 0];
    for await (const chunk of decode(cut(bomb, bomb.length), as)) {
      size += (chunk as Buffer).length;
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    expect(size).toBe(16 * 2 ** 20);
    expect(most).toBeLessThan(8 * 2 ** 20);
  });

  it('refuses a file that its pages cannot hold', async () => {
    const as: Representation = { type: 'image', structure: 'page', mode: 'stream' };
    const most = Buffer.alloc(MOST_IN_PAGES, 'x');
    expect((await gathered(decode(cut(await gathered(encode(cut(most, 1000), as, { level: 6, markers: null, offset: 0 })), 999), as))).equals(most)).toBe(true);
    await expect(gathered(encode(cut(Buffer.alloc(MOST_IN_PAGES + 1, 'x'), 1000), as, { level: 6, markers: null, offset: 0 }))).rejects.toThrow('larger than 256 pages');
  });
});
