import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { protectWord, splitWords } from './split-words.ts';

test.each([
  ['get a b', ['get', 'a', 'b']],
  ['  get   "a b"  ', ['get', 'a b']],
  ["put 'it''s' x\\ y", ['put', 'its', 'x y']],
  ['cd "a\\"b"', ['cd', 'a"b']],
  ["cd 'a\\b'", ['cd', 'a\\b']],
  ['del ""', ['del', '']],
  ['', []],
])('splits %j', (line, words) => {
  expect(splitWords(line)).toMatchObject({ words, open: '' });
});

test('tells where the last word begins and which quote is open', () => {
  expect(splitWords('get "a b')).toEqual({ words: ['get', 'a b'], lastAt: 4, open: '"' });
  expect(splitWords('get ')).toMatchObject({ lastAt: 4 });
});

test('a protected word comes back as it was', () => {
  assert(property(string({ unit: 'grapheme', minLength: 1 }), (word) => {
    expect(splitWords(`x ${protectWord(word)}`).words).toEqual(['x', word]);
  }));
});
