import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkings } from '../../wire/chunkings.ts';
import { MarkerFinder } from './marker-finder.ts';
import { FILE_END } from './markers.ts';

function find(chunks: readonly Buffer[]): { before: string; after: string | null } {
  const finder = new MarkerFinder(FILE_END);
  const before: Buffer[] = [];
  for (const [at, chunk] of chunks.entries()) {
    const found = finder.push(chunk);
    before.push(found.before);
    if (found.found) return { before: Buffer.concat(before).toString('latin1'), after: Buffer.concat([found.rest, ...chunks.slice(at + 1)]).toString('latin1') };
  }
  return { before: Buffer.concat(before).toString('latin1'), after: null };
}

describe('the finder of markers', () => {
  it.each([
    ['nothing before it', 'FILE_END\r\nSYST\r\n', '', 'SYST\r\n'],
    ['a body', 'a\r\nb\r\nFILE_END\r\n', 'a\r\nb\r\n', ''],
    ['a body that ends like the marker begins', 'FILE_EFILE_FILE_END\rFILE_END\r\n', 'FILE_EFILE_FILE_END\r', ''],
    ['a marker twice', 'xFILE_END\r\nyFILE_END\r\n', 'x', 'yFILE_END\r\n'],
    ['a marker with LF alone first', 'FILE_END\nFILE_END\r\n', 'FILE_END\n', ''],
  ])('finds it with %s, however the stream is cut', (_, text, before, after) => {
    for (const chunks of chunkings(Buffer.from(text))) expect(find(chunks)).toEqual({ before, after });
    for (let cut = 0; cut <= text.length; cut += 1) expect(find([Buffer.from(text.slice(0, cut)), Buffer.from(text.slice(cut))])).toEqual({ before, after });
  });

  it('agrees with a search of the whole, for any bytes in any chunks', () => {
    const piece = oneof(constantFrom('FILE_END\r\n', 'FILE_END\r', 'FILE_', 'F', '\r\n'), string({ maxLength: 3 }));
    assert(property(array(piece, { maxLength: 12 }), (pieces) => {
      const whole = Buffer.from(pieces.join(''));
      const at = whole.indexOf(FILE_END);
      const { before, after } = find(pieces.map((text) => Buffer.from(text)));
      const expected = at < 0 ? null : { before: whole.toString('latin1', 0, at), after: whole.toString('latin1', at + FILE_END.length) };
      expect(after === null ? null : { before, after }).toEqual(expected);
    }));
  });

  it('gives out all but the beginning of a marker at once', () => {
    const finder = new MarkerFinder(FILE_END);
    expect(finder.push(Buffer.from('abcFILE_')).before.toString()).toBe('abc');
    expect(finder.push(Buffer.from('X')).before.toString()).toBe('FILE_X');
  });
});
