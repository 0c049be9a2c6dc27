import { expect, it } from 'vitest';
import { parseListed } from './listed.ts';
import { listingLine, thousands } from './listing.ts';
import { uptime } from './values.ts';

it.each([[0, '0'], [999, '999'], [1000, '1,000'], [1_234_567, '1,234,567']])('writes %d as %s', (number, text) => {
  expect(thousands(number)).toBe(text);
});

it.each([[0, '0d 0h 0m 0s'], [61_999, '0d 0h 1m 1s'], [93_784_000, '1d 2h 3m 4s']])('writes %d ms as %s', (milliseconds, text) => {
  expect(uptime(milliseconds)).toBe(text);
});

it('writes lines of a listing that its client reads', () => {
  const entry = { name: 'my  notes ', kind: 'directory', size: 4096, modified: new Date(2024, 0, 5, 7, 8, 9), created: null, mode: 0, links: 1, uid: 0, gid: 0, unique: '' } as const;
  expect(listingLine(entry)).toBe('DIR    4,096 bytes     2024-01-05 07:08:09 my  notes ');
  expect(parseListed(listingLine(entry))).toEqual({ name: 'my  notes ', kind: 'directory', size: 4096, modified: '2024-01-05 07:08:09' });
  expect(parseListed('No files in directory')).toBeNull();
});
