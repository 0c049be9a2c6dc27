import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotePath, readQuotedPath } from './quoted-path.ts';

describe('quotePath', () => {
  it.each([['/usr/dm', '"/usr/dm"'], ['/usr/dm/foo"bar', '"/usr/dm/foo""bar"'], ['a\r\n226 b\0', '"a\r?226 b?"'], ['', '""']])('quotes %j', (path, quoted) => {
    expect(quotePath(path)).toBe(quoted);
  });
});

describe('readQuotedPath', () => {
  it.each([
    ['"/usr/dm/foo""bar" directory created', '/usr/dm/foo"bar', ' directory created'],
    ['"/"', '/', ''],
    ['""', '', ''],
    ['"""" x', '"', ' x'],
    ['"a" and "b"', 'a', ' and "b"'],
  ])('reads %j', (text, path, commentary) => {
    expect(readQuotedPath(text)).toEqual({ path, commentary });
  });

  it.each(['', '/usr', ' "/usr"', '"/usr', '"/usr""', '"'])('refuses %j', (text) => {
    expect(readQuotedPath(text)).toBeNull();
  });

  it('reads what quotePath writes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', ' created', ' "x"'), (path, commentary) => {
      expect(readQuotedPath(quotePath(path) + commentary)).toEqual({ path: path.replace(/[\n\0]/g, '?'), commentary });
    }));
  });

  it('reads a path of a million quotes', () => {
    expect(readQuotedPath(`"${'""'.repeat(1_000_000)}"`)?.path.length).toBe(1_000_000);
    expect(readQuotedPath(`"${'""'.repeat(1_000_000)}`)).toBeNull();
  });
});
