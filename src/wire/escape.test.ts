import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeBytes } from './escape.ts';

/** The inverse, to prove that nothing is lost. */
function unescape(text: string): Buffer {
  const named: Record<string, string> = { r: '\r', n: '\n', t: '\t', '\\': '\\' };
  const plain = text.replace(/\\(?:x([0-9A-F]{2})|([rnt\\]))/g, (_, hex: string | undefined, name: string) =>
    hex === undefined ? (named[name] as string) : String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

describe('escapeBytes', () => {
  it.each([
    ['220 Hi\r\n', '220 Hi\\r\\n'], ['a\tb\\x41', 'a\\tb\\\\x41'], ['\x1b[31mred\x07\x7f', '\\x1B[31mred\\x07\\x7F'], ['\0é', '\\x00\\xC3\\xA9'],
    ['\u202e', '\\xE2\\x80\\xAE'],
  ])('writes %j as %s', (text, escaped) => {
    expect(escapeBytes(text)).toBe(escaped);
    expect(escapeBytes(Buffer.from(text))).toBe(escaped);
  });

  it('leaves only visible ASCII and loses nothing', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => {
      const escaped = escapeBytes(Buffer.from(bytes));
      expect(escaped).toMatch(/^[\x20-\x7e]*$/);
      expect(unescape(escaped)).toEqual(Buffer.from(bytes));
    }));
  });
});
