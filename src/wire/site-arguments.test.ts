import { expect, it } from 'vitest';
import { parseModeAndPath, parseTimeAndPath } from './site-arguments.ts';

it('reads the mode and the path of SITE CHMOD', () => {
  expect(parseModeAndPath('644 a b')).toEqual({ mode: 0o644, path: 'a b' });
  expect(parseModeAndPath('0755 x')).toEqual({ mode: 0o755, path: 'x' });
  for (const wrong of ['', '644', '698 x', '4755 x', '64 x', '-44 x', 'x 644']) expect(parseModeAndPath(wrong)).toBeNull();
});

it('reads the time and the path of SITE UTIME in both forms', () => {
  const noon = new Date('2020-02-29T12:00:00Z');
  expect(parseTimeAndPath('20200229120000 a b')).toEqual({ modified: noon, path: 'a b' });
  expect(parseTimeAndPath('202002291200 a')).toEqual({ modified: noon, path: 'a' });
  expect(parseTimeAndPath('a b 19990101000000 20200229120000 19990101000000 UTC')).toEqual({ modified: noon, path: 'a b' });
  expect(parseTimeAndPath('20210229120000 a')).toEqual({ modified: null, path: 'a' });
  for (const wrong of ['', '2020 a', '20200229120000', 'a 20200229120000']) expect(parseTimeAndPath(wrong)).toBeNull();
});
