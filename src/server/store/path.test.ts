import { describe, expect, it } from 'vitest';
import { joinPath, resolvePath, splitPath } from './path.ts';

describe('resolvePath', () => {
  it.each([
    ['/', 'a', '/a'], ['/a/b', 'c', '/a/b/c'], ['/a/b', '/c', '/c'], ['/a/b', '..', '/a'], ['/a', '', '/a'],
    ['/', '..', '/'], ['/', '../../../etc/passwd', '/etc/passwd'], ['/a', './/b/./c/../', '/a/b'], ['/', 'a\\..\\b', '/a\\..\\b'],
    ['/a', '/..', '/'], ['/', '...', '/...'], ['/', '\xff\xfe', '/\xff\xfe'],
  ])('in %j resolves %j to %j', (cwd, given, path) => {
    expect(resolvePath(cwd, given)).toEqual({ ok: true, value: path });
  });

  it.each([
    ['a\0b', 'not permitted'], ['\u0100', 'not permitted'], ['a'.repeat(256), 'too long'],
    ['a/'.repeat(129), 'too long'], [`${'b'.repeat(255)}/`.repeat(13), 'too long'], ['../'.repeat(5000), 'too long'],
  ])('refuses %j', (given, reason) => {
    expect(resolvePath('/', given)).toMatchObject({ ok: false, reason });
  });

  it('accepts a name of exactly 255 bytes', () => {
    expect(resolvePath('/', 'a'.repeat(255)).ok).toBe(true);
  });
});

it('splitPath and joinPath are each other’s inverse', () => {
  for (const path of ['/a', '/a/b', '/a/b/c.d']) {
    const { directory, name } = splitPath(path);
    expect(joinPath(directory, name)).toBe(path);
  }
  expect(splitPath('/')).toEqual({ directory: '/', name: '.' });
});
