import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFacts, parseFacts } from './facts.ts';

describe('formatFacts', () => {
  it.each([
    [{ Type: 'file', Size: 1, Modify: '20240101000000' }, 'a b', 'Type=file;Size=1;Modify=20240101000000; a b'],
    [{}, 'x', ' x'],
    [{ Type: 'file', Modify: null }, 'x', 'Type=file; x'],
    [{ Perm: '' }, 'x', 'Perm=; x'],
    [{ Type: 'OS.unix=slink:/a;b', Size: 1 }, 'x', 'Size=1; x'],
    [{ 'a b': '1', 'c;': '1' }, 'x', ' x'],
    [{ Size: 1 }, 'a\r\nType=dir; b\0', 'Size=1; a\r?Type=dir; b?'],
  ])('writes %j of %j', (facts, name, line) => {
    expect(formatFacts(facts, name)).toBe(line);
  });
});

describe('parseFacts', () => {
  it.each([
    ['Type=file;Size=1; a b', { type: 'file', size: '1' }, 'a b', []],
    [' x', {}, 'x', []],
    ['  x', {}, ' x', []],
    ['TYPE=OS.unix=slink:/foobar;Perm=; foobar', { type: 'OS.unix=slink:/foobar', perm: '' }, 'foobar', []],
    ['UNIX.mode=0644;X.hidden=1; é; =', { 'unix.mode': '0644', 'x.hidden': '1' }, 'é; =', []],
    ['type=dir;sizd=4096; d', { type: 'dir', sizd: '4096' }, 'd', ['sizd']],
  ])('reads %j', (line, facts, name, unlisted) => {
    expect(parseFacts(line)).toEqual({ kind: 'entry', facts: new Map(Object.entries(facts)), name, unlisted });
  });

  it.each([
    ['', 'no space'], ['Type=file;', 'no space'], ['Type=file; ', 'no name'], ['Type=file x', 'no semicolon'], ['file; x', 'no "="'], ['=file; x', 'cannot name'],
    ['; x', 'no "="'], ['Type=file;; x', 'no "="'], ['Type=a*b; x', 'forbids'], ['Type=\xe9; x', 'forbids'], ['Type=file;\tSize=1; x', 'cannot name'],
    ['Size=1;size=2; x', 'twice'], ['Size=1; a\nb', 'line end'], ['Type=file; \0', 'NUL'],
  ])('says why %j is malformed', (line, reason) => {
    const parsed = parseFacts(line);
    expect(parsed.kind === 'malformed' && parsed.reason).toContain(reason);
  });

  it('reads what formatFacts writes', () => {
    const value = fc.stringMatching(/^[A-Za-z0-9,.:!@#$%^&()\-_+?/\\'"=]*$/);
    const facts = fc.record({ Type: value, Size: fc.nat(), 'UNIX.mode': value });
    fc.assert(fc.property(facts, fc.string({ unit: 'binary', minLength: 1 }), (told, name) => {
      expect(parseFacts(formatFacts(told, name))).toEqual({
        kind: 'entry',
        facts: new Map([['type', told.Type], ['size', String(told.Size)], ['unix.mode', told['UNIX.mode']]]),
        name: name.replace(/[\n\0]/g, '?'),
        unlisted: [],
      });
    }));
  });

  it('never throws, and a name is all after the first space', () => {
    const piece = fc.oneof(fc.constantFrom('Type=', 'Size', '=', ';', ' '), fc.string({ unit: 'binary' }));
    fc.assert(fc.property(fc.array(piece), (pieces) => {
      const line = pieces.join('');
      const parsed = parseFacts(line);
      expect(parsed.kind === 'malformed' || line.endsWith(` ${parsed.name}`)).toBe(true);
    }));
  });
});
