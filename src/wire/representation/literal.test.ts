import { describe, expect, it } from 'vitest';
import { chunkings } from '../chunkings.ts';
import { decode } from './decode.ts';
import { DataError } from './data-error.ts';
import { encode } from './encode.ts';
import { fromEbcdic, toEbcdic } from './ebcdic.ts';
import type { Representation } from './representation.ts';
import { WireDecoder } from './wire-decoder.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const rep = (type: Representation['type'], structure: Representation['structure'], mode: Representation['mode']): Representation => ({ type, structure, mode });
async function* once(bytes: Buffer): AsyncGenerator<Buffer> { if (bytes.length > 0) yield bytes; }
async function all(source: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) if (Buffer.isBuffer(chunk)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
const sent = (text: string, as: Representation): Promise<Buffer> => all(encode(once(latin(text)), as, { level: 6, markers: null, offset: 0 }));

/** Bytes written by hand from RFC 959 §3.1, §3.4 and Appendix I: what both directions of a codec could get wrong alike. */
const LITERALS: readonly (readonly [what: string, as: Representation, file: string, wire: string])[] = [
  ['TYPE A: CR LF', rep('ascii', 'file', 'stream'), 'a\nb\n', '61 0d0a 62 0d0a'],
  ['TYPE E: code page 1047, NL', rep('ebcdic', 'file', 'stream'), 'Az09 []^\n', 'c1 a9 f0 f9 40 ad bd 5f 15'],
  ['STRU R in MODE S: 255 1 ends a record, 255 2 the file', rep('ascii', 'record', 'stream'), 'ab\n\nc\n', '6162 ff01 ff01 63 ff01 ff02'],
  ['STRU R in MODE S: a 255 of the data twice', rep('image', 'record', 'stream'), 'a\xffb\n', '61 ffff 62 ff01 ff02'],
  ['STRU R in TYPE E', rep('ebcdic', 'record', 'stream'), 'a\n', '81 ff01 ff02'],
  ['MODE B: descriptor, count, data', rep('image', 'file', 'block'), 'hello', '40 0005 68656c6c6f'],
  ['MODE B: an empty file', rep('image', 'file', 'block'), '', '40 0000'],
  ['MODE B with records', rep('ascii', 'record', 'block'), 'ab\nc\n', '80 0002 6162 80 0001 63 40 0000'],
  ['MODE C: regular data', rep('image', 'file', 'compressed'), 'abc', '03 616263 00 40 c0'],
  ['MODE C: a replicated byte', rep('image', 'file', 'compressed'), 'xxxxx', '85 78 00 40 c0'],
  ['MODE C: spaces are the filler of TYPE A', rep('ascii', 'file', 'compressed'), 'a     b', '01 61 c5 01 62 00 40 c0'],
  ['MODE C: EBCDIC spaces are the filler of TYPE E', rep('ebcdic', 'file', 'compressed'), 'a     b', '01 81 c5 01 82 00 40 c0'],
  ['MODE C: zeros are the filler of TYPE I', rep('image', 'file', 'compressed'), 'a\0\0\0b   ', '01 61 c3 01 62 83 20 00 40 c0'],
  ['MODE C: no more than 63 at a time', rep('image', 'file', 'compressed'), 'x'.repeat(64), 'bf 78 01 78 00 40 c0'],
  ['STRU P: header length, index, data length, type; then the last page', rep('image', 'page', 'stream'), 'hi', '04 00 02 01 6869 04 01 00 00'],
  ['STRU P: a hole is not sent', rep('image', 'page', 'stream'), `${'\0'.repeat(255)}x`, '04 01 01 01 78 04 02 00 00'],
];

describe('the wire, byte by byte', () => {
  it.each(LITERALS)('%s', async (_, as, file, wire) => {
    expect((await sent(file, as)).toString('hex')).toBe(wire.replaceAll(' ', ''));
  });

  it.each(LITERALS)('%s: back, at every cut', (_, as, file, wire) => {
    for (const chunks of chunkings(hex(wire))) {
      const decoder = new WireDecoder(as);
      const bytes = [...chunks.flatMap((chunk) => [...decoder.push(chunk)]), ...decoder.end()].filter((one) => Buffer.isBuffer(one));
      expect(Buffer.concat(bytes).toString('latin1')).toBe(file);
    }
  });

  it('MODE Z: the zlib format', async () => {
    const wire = await sent('hello', rep('image', 'file', 'deflated'));
    // CMF and FLG of RFC 1950: method 8, a window of 32 KiB, level 6; and it is a multiple of 31.
    expect(wire.subarray(0, 2).toString('hex')).toBe('789c');
    expect(String(await all(decode(once(hex('789ccb48cdc9c907000 62c0215'.replaceAll(' ', ''))), rep('image', 'file', 'deflated'))))).toBe('hello');
  });

  it('every character of a mainframe’s text', () => {
    expect(fromEbcdic(hex('c1c2c3c4c5c6c7c8c9 d1d2d3d4d5d6d7d8d9 e2e3e4e5e6e7e8e9')).toString('latin1')).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    expect(fromEbcdic(hex('4b4c4d4e4f 505a5b5c5d5e 60616b6c6d6e6f 797a7b7c7d7e7f a1 c0d0e0')).toString('latin1')).toBe('.<(+|&!$*);-/,%_>?`:#@\'="~{}\\');
    const every = Buffer.from(Array.from({ length: 256 }, (__, byte) => byte));
    expect(fromEbcdic(toEbcdic(every))).toEqual(every);
    expect(new Set(toEbcdic(every)).size).toBe(256);
  });
});

describe('what other senders may write', () => {
  const file = async (as: Representation, wire: string): Promise<string> => (await all(decode(once(hex(wire)), as))).toString('latin1');

  it.each([
    ['EOR and EOF in one code', rep('ascii', 'record', 'stream'), '61 ff03', 'a\n'],
    ['EOF on the last block of data, EOR with it', rep('ascii', 'record', 'block'), 'c0 0001 61', 'a\n'],
    ['suspect data', rep('image', 'file', 'block'), '20 0001 61 40 0000', 'a'],
    ['a marker among the blocks', rep('image', 'file', 'block'), '00 0001 61 10 0002 3132 40 0001 62', 'ab'],
    ['an escape before the string that it ends', rep('ascii', 'record', 'compressed'), '00 80 01 61 00 c0 01 62', 'a\nb\n'],
    ['an escape behind the data', rep('ascii', 'record', 'compressed'), '01 61 00 80 00 40', 'a\n'],
    ['a marker among the strings', rep('image', 'file', 'compressed'), '01 61 00 10 02 3132 00 40 01 62', 'ab'],
    ['a replicated byte in a marker', rep('image', 'file', 'compressed'), '00 10 83 31 00 40 01 62', 'b'],
    ['pages in another order', rep('image', 'page', 'stream'), `04 01 01 01 62 04 00 01 01 61 04 00 00 00`, `a${'\0'.repeat(254)}b`],
  ])('%s', async (_, as, wire, expected) => {
    expect(await file(as, wire)).toBe(expected);
  });

  it('marks are told with what is not yet stored of a line end', () => {
    const decoder = new WireDecoder(rep('ascii', 'file', 'block'));
    expect([...decoder.push(hex('00 0002 610d 10 0003 782d31 40 0001 0a'))].map((one) => (Buffer.isBuffer(one) ? one.toString('latin1') : one)))
      .toEqual(['a', { text: 'x-1', afterCr: true }, '\n']);
    const restarted = new WireDecoder(rep('ascii', 'file', 'block'), true);
    expect(Buffer.concat([...restarted.push(hex('40 0002 0a62'))] as Buffer[]).toString('latin1')).toBe('\nb');
  });
});

describe('what cannot be', () => {
  it.each([
    ['a code that is none', rep('ascii', 'record', 'stream'), '61 ff04', 'malformed'],
    ['no EOF', rep('ascii', 'record', 'stream'), '61 ff01', 'cut'],
    ['a code of which half came', rep('ascii', 'record', 'stream'), '61 ff', 'cut'],
    ['a line end in a record', rep('image', 'record', 'stream'), '61 0a ff03', 'malformed'],
    ['a descriptor that is none', rep('image', 'file', 'block'), '01 0001 61', 'malformed'],
    ['a count that promises more than there is', rep('image', 'file', 'block'), '40 00ff 61', 'cut'],
    ['no last block', rep('image', 'file', 'block'), '00 0001 61', 'cut'],
    ['a marker with a space', rep('image', 'file', 'block'), '10 0002 2031', 'malformed'],
    ['a marker that is endless', rep('image', 'file', 'block'), `10 0400 ${'31'.repeat(1024)}`, 'malformed'],
    ['an empty marker', rep('image', 'file', 'block'), '10 0000', 'malformed'],
    ['a record in a file without records', rep('image', 'file', 'block'), '80 0001 61', 'malformed'],
    ['an escape that is none', rep('image', 'file', 'compressed'), '00 08', 'malformed'],
    ['a string of which the end is missing', rep('image', 'file', 'compressed'), '05 6161', 'cut'],
    ['no EOF', rep('image', 'file', 'compressed'), '01 61', 'cut'],
    ['a page of another type', rep('image', 'page', 'stream'), '05 00 01 03 00 61', 'malformed'],
    ['a last page with data', rep('image', 'page', 'stream'), '04 00 01 00 61', 'malformed'],
    ['no last page', rep('image', 'page', 'stream'), '04 00 01 01 61', 'cut'],
    ['data that nobody deflated', rep('image', 'file', 'deflated'), '68656c6c6f', 'malformed'],
    ['deflated data that are cut', rep('image', 'file', 'deflated'), '789ccb48cd', 'cut'],
  ])('%s: %s', async (_, as, wire, kind) => {
    const error: unknown = await all(decode(once(hex(wire)), as)).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).kind).toBe(kind);
  });
});
