import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NvtDecoder, NvtEncoder } from './ascii.ts';
import { chunkings } from './chunkings.ts';

function run(codec: NvtEncoder | NvtDecoder, chunks: readonly Buffer[]): string {
  const parts = chunks.map((chunk) => codec.push(chunk));
  return Buffer.concat([...parts, codec.end()]).toString('latin1');
}

const text = fc.array(fc.oneof(
  fc.constantFrom('\r', '\n', '\r\n', '\0', 'a', '\xff'),
  fc.integer({ min: 60, max: 70 }).map((length) => 'x'.repeat(length)),
), { maxLength: 12 }).map((pieces) => pieces.join(''));

const long = 'x'.repeat(65);

describe('NvtEncoder', () => {
  it.each([
    ['', ''],
    ['a', 'a'],
    ['a\nb\n', 'a\r\nb\r\n'],
    ['a\r\nb', 'a\r\nb'],
    ['\n\n', '\r\n\r\n'],
    ['a\rb\r', 'a\rb\r'],
    ['\r\r\n\n', '\r\r\n\r\n'],
    [`${long}\n${long}\n\n${long}`, `${long}\r\n${long}\r\n\r\n${long}`],
  ])('sends %j at every chunk size', (file, sent) => {
    for (const chunks of chunkings(Buffer.from(file))) expect(run(new NvtEncoder(), chunks)).toBe(sent);
  });

  it('puts a CR before each LF that has none', () => {
    fc.assert(fc.property(text, (file) => {
      for (const chunks of chunkings(Buffer.from(file, 'latin1'))) {
        expect(run(new NvtEncoder(), chunks)).toBe(file.replace(/(?<!\r)\n/g, '\r\n'));
      }
    }));
  });

  it('returns a chunk without LF uncopied', () => {
    const chunk = Buffer.from('binary\r\0');
    expect(new NvtEncoder().push(chunk)).toBe(chunk);
  });
});

describe('NvtDecoder', () => {
  it.each([
    ['', ''],
    ['a\r\nb\r\n', 'a\nb\n'],
    ['a\nb', 'a\nb'],
    ['a\rb\r', 'a\rb\r'],
    ['\r\r\n\r', '\r\n\r'],
    ['\r\r\r', '\r\r\r'],
    [`${long}\r\n${long}\r\n\r\n${long}\r`, `${long}\n${long}\n\n${long}\r`],
  ])('stores %j at every chunk size', (received, file) => {
    for (const chunks of chunkings(Buffer.from(received))) expect(run(new NvtDecoder(), chunks)).toBe(file);
  });

  it('takes out each CR that an LF follows', () => {
    fc.assert(fc.property(text, (received) => {
      for (const chunks of chunkings(Buffer.from(received, 'latin1'))) {
        expect(run(new NvtDecoder(), chunks)).toBe(received.replaceAll('\r\n', '\n'));
      }
    }));
  });

  it('restores every file that has no CR LF of its own', () => {
    fc.assert(fc.property(text.filter((file) => !file.includes('\r\n')), (file) => {
      const sent = run(new NvtEncoder(), [Buffer.from(file, 'latin1')]);
      expect(run(new NvtDecoder(), [Buffer.from(sent, 'latin1')])).toBe(file);
    }));
  });
});
