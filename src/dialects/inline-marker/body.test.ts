import { describe, expect, it } from 'vitest';
import { chunkings } from '../../wire/chunkings.ts';
import { type Body, MarkedBody, SizedBody } from './body.ts';

function read(body: Body, chunks: readonly Buffer[]): { file: string; state: string; rest: string } {
  const file: Buffer[] = [];
  for (const [at, chunk] of chunks.entries()) {
    const piece = body.push(chunk);
    file.push(piece.file);
    if (piece.state !== 'open') return { file: Buffer.concat(file).toString('latin1'), state: piece.state, rest: Buffer.concat([piece.rest, ...chunks.slice(at + 1)]).toString('latin1') };
  }
  return { file: Buffer.concat(file).toString('latin1'), state: 'open', rest: '' };
}

/** How the stream was read, over every way to cut it: the different outcomes. */
function outcomes(make: () => Body, stream: string): ReturnType<typeof read>[] {
  const all = [...chunkings(Buffer.from(stream))].map((chunks) => JSON.stringify(read(make(), chunks)));
  return [...new Set(all)].map((text) => JSON.parse(text) as ReturnType<typeof read>);
}

describe('a marked body', () => {
  const make = (): Body => new MarkedBody();

  it('lies between the markers, however the stream is cut', () => {
    expect(outcomes(make, 'FILE_START\r\nab\0\r\nFILE_END\r\nSYST\r\n')).toEqual([{ file: 'ab\0\r\n', state: 'whole', rest: 'SYST\r\n' }]);
    expect(outcomes(make, 'FILE_START\r\nFILE_END\r\n')).toEqual([{ file: '', state: 'whole', rest: '' }]);
    expect(outcomes(make, 'noise FILE_END\r\nFILE_START\r\nFILE_START\r\nFILE_ENDFILE_END\r\n')).toEqual([{ file: 'FILE_START\r\nFILE_END', state: 'whole', rest: '' }]);
    expect(outcomes(make, 'FILE_START\r\nFILE_END\n')).toEqual([{ file: 'FILE_END\n', state: 'open', rest: '' }]);
  });

  it('does not wait for ever for its beginning', () => {
    expect(read(make(), [Buffer.alloc(70_000, 'x')]).state).toBe('broken');
  });
});

describe('a sized body', () => {
  const make = (): Body => new SizedBody();

  it('is as long as announced, whatever it holds and however the stream is cut', () => {
    expect(outcomes(make, 'Size: 12 bytes\r\nFILE_START\r\na\nFILE_END\r\nFILE_END\r\nSYST\r\n')).toEqual([{ file: 'a\nFILE_END\r\n', state: 'whole', rest: 'SYST\r\n' }]);
    expect(outcomes(make, 'Size: 0 bytes\r\nFILE_START\r\nFILE_END\r\n')).toEqual([{ file: '', state: 'whole', rest: '' }]);
  });

  it.each([
    ['a size too small', 'Size: 2 bytes\r\nFILE_START\r\nabcFILE_END\r\n'],
    ['a size too large', 'Size: 4 bytes\r\nFILE_START\r\nabcFILE_END\r\nSYST\r\n'],
    ['no size', 'FILE_START\r\nabcFILE_END\r\n'],
    ['a size that is no number', 'Size: 1e3 bytes\r\nFILE_START\r\nabcFILE_END\r\n'],
    ['a size beyond all numbers', 'Size: 9999999999999999 bytes\r\nFILE_START\r\nabcFILE_END\r\n'],
  ])('is broken by %s', (_, stream) => {
    for (const chunks of chunkings(Buffer.from(stream))) expect(read(make(), chunks).state).toBe('broken');
  });
});
