import { describe, expect, it } from 'vitest';
import { LineReader } from './line-reader.ts';
import { type RequestReader, WordReader } from './word-reader.ts';

const show = (reader: RequestReader, ...chunks: string[]): string[] =>
  chunks.flatMap((chunk) => reader.push(Buffer.from(chunk, 'latin1'))).map(({ on, argument }) => (argument === '' ? on : `${on} ${argument}`));
const words = (...chunks: string[]): string[] => show(new WordReader(100), ...chunks);
const lines = (...chunks: string[]): string[] => show(new LineReader(20), ...chunks);

describe('words without an end', () => {
  it.each([
    ['ls', ['ls']], ['quit', ['quit']], ['get a', ['get a']], ['put a b ', ['put a b ']], ['FILES LISTED', ['files-listed']],
    ['FILE(S) RECEIVED', ['files-received']], ['FILE(S) NOT RECEIVED', ['files-not-received']],
    ['XYZZY', ['[unknown command]']], ['LS', ['[unknown command]']], ['lsof', ['[unknown command]']], ['ls -l', ['[unknown command]']], ['getx', ['[unknown command]']],
    ['get\n', ['get']], ['put \r\n', ['put']], ['get a\r\nls\nquit', ['get a', 'ls', 'quit']], ['\r\n\nls', ['ls']],
  ])('%j in one receive', (sent, expected) => { expect(words(sent)).toEqual(expected); });

  it('are taken apart where they come glued', () => {
    expect(words('FILES LISTEDls')).toEqual(['files-listed', 'ls']);
    expect(words('FILE(S) RECEIVEDget aFILES LISTED')).toEqual(['files-received', 'get aFILES LISTED']);
    expect(words('lslsFILE(S) NOT RECEIVEDquit')).toEqual(['ls', 'ls', 'files-not-received', 'quit']);
  });

  it.each(['ls', 'quit', 'FILES LISTED', 'FILE(S) RECEIVED', 'FILE(S) NOT RECEIVED'])('wait for the rest of %s, cut at every byte', (word) => {
    const whole = words(word);
    for (let at = 1; at < word.length; at += 1) expect(words(word.slice(0, at), word.slice(at))).toEqual(whole);
    expect(words(...word.split(''))).toEqual(whole);
  });

  it('wait for a name until its first byte, and take it as far as it has come', () => {
    for (let at = 1; at <= 4; at += 1) expect(words('get name'.slice(0, at), 'get name'.slice(at))).toEqual(['get name']);
    expect(words('get na', 'me')).toEqual(['get na', '[unknown command]']);
  });

  it('that begin as a word and become none are answered', () => {
    expect(words('qu', 'ux')).toEqual(['[unknown command]']);
    expect(words('FILES', '\n')).toEqual(['[unknown command]']);
  });

  it('that are too long are said to be', () => { expect(words(`get ${'a'.repeat(100)}`, 'ls')).toEqual(['[line too long]', 'ls']); });
});

describe('words that are lines', () => {
  const sent = 'get a b\r\nls\nFILES LISTED\n\nXYZZY\nput\nquit\n';
  const expected = ['get a b', 'ls', 'files-listed', '[unknown command]', 'put', 'quit'];

  it('are the same however they are cut', () => {
    for (let at = 0; at <= sent.length; at += 1) expect(lines(sent.slice(0, at), sent.slice(at))).toEqual(expected);
    expect(lines(...sent.split(''))).toEqual(expected);
  });

  it('are waited for until their end', () => { expect(lines('quit')).toEqual([]); });

  it('are not kept when they are too long', () => {
    expect(lines(...Array.from({ length: 1000 }, () => 'a'), '\nls\n')).toEqual(['[line too long]', 'ls']);
    expect(lines(`${'a'.repeat(21)}\r\n${'a'.repeat(20)}\r\n`)).toEqual(['[line too long]', '[unknown command]']);
  });
});
