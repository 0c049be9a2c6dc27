import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseListLine } from './list-line.ts';

describe('parseListLine', () => {
  it.each([
    ['-rw-r--r--    1 0        0               5 Nov 21 03:32 a b.txt', 'a b.txt', 'file', 5],
    ['drwxr-xr-x+  2 ftp ftp 4096 Jan  5  2020 dir', 'dir', 'directory', 4096],
    ['lrwxrwxrwx 1 root root 7 Jan 5 2020 bin -> usr/bin', 'bin', 'link', 7],
    ['-rw-r--r-- 1 root root 7 Jan 5 2020 a -> b', 'a -> b', 'file', 7],
    ['-rw-r--r-- 1 root root 7 Jan 5 2020   lead', '  lead', 'file', 7],
    ['-rw-r--r-- 1 root root 7 Jan 5 2020 trail ', 'trail ', 'file', 7],
    ['-rw-r--r-- 1 root root 7 5 Jan 10:20 x', 'x', 'file', 7],
    ['-rw-r--r-- 1 root root 7 2024-01-05 10:20 x', 'x', 'file', 7],
    ['-rw-r--r-- 1 root 7 Jan 5 2020 no group', 'no group', 'file', 7],
    ['-rw-r--r-- 7 Jan 5 2020 x', 'x', 'file', 7],
    ['crw-rw-rw- 1 root root 1, 3 Jan 5 2020 null', 'null', 'other', null],
    ['-rw-r--r-- 1 root a, 7 Jan 5 2020 x', 'x', 'file', 7],
    ['-rw-r--r-- 1 root root 7 Jan 5 2020 Feb 6 2021 x', 'Feb 6 2021 x', 'file', 7],
    ['01-05-24  10:20AM       <DIR>          Program Files', 'Program Files', 'directory', null],
    ['01-05-2024  10:20PM                 1234 a b.txt', 'a b.txt', 'file', 1234],
    ['01-05-24  10:20                 1234 x', 'x', 'file', 1234],
  ])('reads %j', (line, name, type, size) => {
    expect(parseListLine(line)).toEqual({ name, type, size });
  });

  it.each(['', 'total 8', 'hello', '-rw-r--r-- 1 root root 7 Jan 5 2020', '-rw-r--r-- 1 root root 7 Jan 5 2020 ', '-rw-r--r-- Jan 5 2020 x', '01-05-24 x'])(
    'refuses %j', (line) => {
      expect(parseListLine(line)).toBeNull();
    });

  it('never throws, and a name is the end of its line', () => {
    const piece = fc.oneof(fc.constantFrom('-rw-r--r--', ' ', 'Jan', '5', '2020', '10:20', '01-05-24', '<DIR>', '1,'), fc.string({ unit: 'binary' }));
    fc.assert(fc.property(fc.array(piece), (pieces) => {
      const line = pieces.join('');
      const read = parseListLine(line);
      expect(read === null || (read.name !== '' && line.endsWith(read.name))).toBe(true);
    }));
  });

  it('reads long hostile lines in linear time', () => {
    const start = performance.now();
    for (const filler of [' ', '1', '1 ', 'Jan 5 ', '<DIR> ']) {
      parseListLine(`-rw-r--r-- ${filler.repeat(300_000)}`);
      parseListLine(`01-05-24 10:20 ${filler.repeat(300_000)}\n`);
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
