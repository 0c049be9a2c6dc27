import { describe, expect, it } from 'vitest';
import { ftp } from '../generated/ftp.ts';
import type { Level, Rule } from '../spec/model.ts';
import { Grader } from './grade.ts';

const rule = (level: Level, ...reply: number[][]): Rule => ({ id: 'T-1', chapter: 't', in: [], on: ['CMD'], when: 'otherwise', reply, next: [], level, source: '', place: '' });

/** CMD has the codes 550 and 450 by a standard, 551 by habit; 257 and 213 are parsed by clients. */
const grader = new Grader({
  ...ftp,
  replies: [...[550, 450, 551, 553, 250, 200, 226, 421].map((code) => ({ code, meaning: '', parsed: false, source: '' })), ...[257, 213].map((code) => ({ code, meaning: '', parsed: true, source: '' }))],
  allowed: [{ verb: 'CMD', listed: [550, 450, 553, 200], habits: [551], source: '' }],
});
const grade = (one: Rule, code: number, position = 0) => grader.grade(one, 'CMD', position, code);

describe('a reply code', () => {
  it('of the row passes', () => {
    expect(grade(rule('MUST', [550, 450]), 550)).toBe('pass');
    expect(grade(rule('MUST', [550, 450]), 450)).toBe('pass');
    expect(grade(rule('MAY', [202]), 202)).toBe('pass');
  });

  it('that a standard lists for the verb passes in the class of the row', () => {
    expect(grade(rule('MUST', [550]), 553)).toBe('pass');
  });

  it('listed for the verb does not pass in another class', () => {
    expect(grade(rule('MUST', [550]), 450)).toBeNull();
    expect(grade(rule('MUST', [550]), 200)).toBeNull();
  });

  it('known from production servers is tolerated', () => {
    expect(grade(rule('MUST', [550]), 551)).toBe('tolerated');
  });

  it('of the right first digit and nothing else is a warning', () => {
    expect(grade(rule('MUST', [550]), 559)).toBe('warn');
    expect(grade(rule('SHOULD', [550]), 559)).toBe('warn');
  });

  it('of another first digit never fits', () => {
    for (const code of [150, 226, 350, 450, 650]) expect(grade(rule('MUST', [550]), code)).toBeNull();
  });

  it('of a habit is tolerated and stands for nothing but itself', () => {
    expect(grade(rule('HABIT', [250]), 250)).toBe('tolerated');
    expect(grade(rule('HABIT', [250]), 200)).toBeNull();
  });

  it('of a permission stands for nothing but itself', () => {
    expect(grade(rule('MAY', [550]), 551)).toBeNull();
    expect(grade(rule('MAY', [550]), 559)).toBeNull();
  });

  it('that clients parse is not replaced', () => {
    expect(grade(rule('MUST', [257]), 257)).toBe('pass');
    expect(grade(rule('MUST', [257]), 250)).toBeNull();
    expect(grade(rule('MUST', [257]), 299)).toBeNull();
  });

  it('that clients parse does not replace another', () => {
    expect(grade(rule('MUST', [250]), 257)).toBeNull();
    expect(grade(rule('MUST', [250]), 299)).toBe('warn');
  });

  it('421 stands for the end of the session alone', () => {
    expect(grade(rule('MUST', [450]), 421)).toBeNull();
    expect(grade(rule('MUST', [421]), 421)).toBe('pass');
    expect(grade(rule('MUST', [421]), 450)).toBeNull();
    expect(grade(rule('MUST', [425, 421]), 421)).toBe('pass');
    expect(grade(rule('MUST', [425, 421]), 499)).toBe('warn');
  });

  it('that comes later in a row is the one that the row says', () => {
    const two = rule('MUST', [120], [220, 225]);
    expect(grade(two, 225, 1)).toBe('pass');
    expect(grade(two, 229, 1)).toBeNull();
    expect(grade(two, 220, 0)).toBeNull();
    expect(grade(two, 220, 2)).toBeNull();
  });

  it('needs the lists of its verb only when the row does not have it', () => {
    expect(grader.grade(rule('MUST', [550]), 'OTHER', 0, 550)).toBe('pass');
    expect(grader.grade(rule('MUST', [550]), 'OTHER', 0, 553)).toBe('warn');
  });
});
