import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListEntry } from './listing.ts';
import { formatListLine } from './listing.ts';
import { parseListLine } from './list-line.ts';

const now = new Date('2024-06-15T12:00:00Z');
const entry: ListEntry = {
  name: 'report.txt', type: 'file', size: 1234, mtime: new Date('2024-06-05T10:20:30Z'), mode: 0o100644, nlink: 1, owner: 'ftp', group: 'ftp',
};
const format = (change: Partial<ListEntry>) => formatListLine({ ...entry, ...change }, now);

describe('formatListLine', () => {
  it('writes a line of ls -l', () => {
    expect(format({})).toBe('-rw-r--r--    1 ftp      ftp              1234 Jun  5 10:20 report.txt');
  });

  it.each([
    ['2024-06-15T12:00:00Z', 'Jun 15 12:00'],
    ['2024-06-15T12:00:01Z', 'Jun 15  2024'],
    ['2031-01-02T03:04:05Z', 'Jan  2  2031'],
    ['2023-12-16T00:00:00Z', 'Dec 16 00:00'],
    ['2023-12-14T00:00:00Z', 'Dec 14  2023'],
    ['1970-01-01T00:00:00Z', 'Jan  1  1970'],
    ['no date', 'Jan  1  1970'],
  ])('dates %s as %s', (mtime, date) => {
    expect(format({ mtime: new Date(mtime) })).toBe(`-rw-r--r--    1 ftp      ftp              1234 ${date} report.txt`);
  });

  it.each([
    ['directory', 0o755, 'drwxr-xr-x'], ['directory', 0o1777, 'drwxrwxrwt'], ['directory', 0o1000, 'd--------T'], ['file', 0o4755, '-rwsr-xr-x'],
    ['file', 0o6644, '-rwSr-Sr--'], ['link', 0o777, 'lrwxrwxrwx'], ['other', 0, '?---------'],
  ] as const)('shows a %s of mode %o as %s', (type, mode, letters) => {
    expect(format({ type, mode }).slice(0, 10)).toBe(letters);
  });

  it('shows where a link leads', () => {
    expect(format({ type: 'link', linkTarget: '/a b' })).toMatch(/ report\.txt -> \/a b$/);
    expect(format({ type: 'file', linkTarget: '/a b' })).toMatch(/ report\.txt$/);
  });

  it('keeps a hostile name or owner on its line and in its field', () => {
    const line = format({ name: 'a\r\n-rw b\0', owner: 'a b\n', group: '' });
    expect(line).toMatch(/ a_b_ +- .* a\?\?-rw b\?$/);
    expect(line).not.toMatch(/[\r\n\0]/);
  });

  it('writes what parseListLine reads', () => {
    const name = fc.string({ unit: 'binary', minLength: 1 }).map((text) => text.replace(/[\r\n\0]/g, '?'));
    const change = fc.record({
      name, type: fc.constantFrom('file', 'directory', 'other'), size: fc.nat(), mode: fc.nat(0o7777), nlink: fc.nat(), owner: fc.string(), group: fc.string(),
      mtime: fc.date({ min: new Date(0), max: new Date('9999-12-31') }),
    } as const);
    fc.assert(fc.property(change, (changed) => {
      const { type, size } = changed;
      expect(parseListLine(format(changed))).toEqual({ name: changed.name, type, size });
    }));
  });
});
