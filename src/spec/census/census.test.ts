import { describe, expect, it } from 'vitest';
import { showProblem } from '../problem.ts';
import { lintCensus, type Names } from './lint-census.ts';
import { linesOf } from './lines.ts';
import { demandOf } from './normative.ts';
import { readCensus } from './read-census.ts';
import { sentencesOf } from './sentences.ts';

const TEXT = `RFC 9999                         An Example                     May 2000

1.  INTRODUCTION ........................................... 1

1.  INTRODUCTION

   A server must greet, e.g. with 220.  Clients may wait for that
   greeting; a server-
   side clock shall not be used to decide how long they are going

Postel                                                          [Page 1]

RFC 9999                   An Example                      May 2000


   to wait.  This is a story.

      o  The sun should shine.
      o  It shines.

2.  REFERENCES

   Things that must not be read.
`;
const HEAD = '| document | text | wording |\n| --- | --- | --- |\n| RFC 9999 | rfc9999.txt | any case |\n';
const TABLE = '| sentence | level | held by |\n| --- | --- | --- |\n';
const NAMES: Names = { ids: new Set(['FTP-ACC-3', 'FTP-ACC-R1']), decisions: new Set(['first-digit']), clauses: new Set(['RFC 9999 §1']) };
const GREETS = '| A server must greet, e.g. with 220. | MUST | FTP-ACC-3, FTP-ACC-R1 |\n';
const WAITS = '| Clients may wait for that greeting; a server-side clock shall not be used to decide how long they are going to wait. | MUST | for clients |\n';
const SHINES = '| The sun should shine. | SHOULD | – the weather |\n';
const END = '\n## 2. REFERENCES\n\n> Left out: references\n';

function problemsOf(rows: string, end = END): string[] {
  const { census, problems } = readCensus('c.md', `${HEAD}\n## 1. INTRODUCTION\n\n${TABLE}${rows}${end}`);
  return [...problems, ...(census === null ? [] : lintCensus(census, TEXT, NAMES))].map(showProblem);
}

describe('a text', () => {
  it('is read without page breaks, and a paragraph over one of them is whole', () => {
    expect(sentencesOf(linesOf(TEXT)).map(({ text }) => text)).toContain('Clients may wait for that greeting; a server-side clock shall not be used to decide how long they are going to wait.');
  });

  it('ends no sentence at an abbreviation, and begins one at each item of a list', () => {
    const sentences = sentencesOf(linesOf(TEXT));
    expect(sentences).toContainEqual({ text: 'A server must greet, e.g. with 220.', line: 7 });
    expect(sentences).toContainEqual({ text: 'The sun should shine.', line: 18 });
  });
});

describe('what is demanded', () => {
  it.each([
    ['It MUST.', 'capitals', 'MUST'], ['It must.', 'capitals', null], ['It must.', 'musts', 'MUST'], ['It may.', 'musts', null], ['It should, and may.', 'any case', 'SHOULD'],
    ['It may not.', 'any case', 'MUST'], ['It will be.', 'any case', 'MUST'], ['On 8 May 1975.', 'any case', null], ['It is.', 'any case', null], ['It is NOT RECOMMENDED.', 'capitals', 'SHOULD'],
  ] as const)('%s as %s', (sentence, wording, demand) => expect(demandOf(sentence, wording)).toBe(demand));
});

describe('a census', () => {
  it('that accounts for every sentence has no problems', () => {
    expect(problemsOf(GREETS + WAITS + SHINES)).toEqual([]);
  });

  it('misses a sentence', () => {
    expect(problemsOf(GREETS + WAITS)).toEqual(['c.md:5: rfc9999.txt:18 is not accounted for (SHOULD): The sun should shine.']);
  });

  it('quotes what the section does not say', () => {
    expect(problemsOf(`${GREETS}${WAITS}${SHINES}| The sun must shine. | MUST | free |\n`)).toEqual(['c.md:12: §1 of rfc9999.txt does not say: The sun must shine.']);
    expect(problemsOf(GREETS + WAITS + SHINES, '\n## 3. NOTHING\n')).toContain('c.md:13: rfc9999.txt has no line `3. NOTHING` behind the heading before');
  });

  it.each([
    ['FTP-ACC-99', 'nothing is called FTP-ACC-99'],
    ['decision: last-digit', 'decisions.md has no `last-digit`'],
    ['superseded: RFC 9999 §7', '`superseded` names a clause of the census, as in `superseded: RFC 959 §3.2`; `RFC 9999 §7` is none'],
    ['repeats', '`repeats` names a clause of the census, as in `repeats: RFC 959 §3.2`; `` is none'],
    ['not offered', '`not offered` says what: `not offered: MODE B`'],
    ['', 'nothing holds this sentence: name a rule or a reason'],
  ])('held by "%s" names nothing', (holder, problem) => {
    expect(problemsOf(`${GREETS}${WAITS}| The sun should shine. | SHOULD | ${holder} |\n`)).toEqual([`c.md:11: ${problem}`]);
  });

  it('gives a reason that is none, a level that is none, a row that is short', () => {
    expect(problemsOf(`${GREETS}${WAITS}| The sun should shine. | SHOULD | because |\n`).join()).toContain('c.md:11: `because` is no id, no decision and no reason');
    expect(problemsOf(GREETS + WAITS + SHINES.replace('SHOULD', 'should')).join()).toContain('c.md:11: the level of a sentence is MUST, SHOULD, MAY or –, not `should`');
    expect(problemsOf(`${GREETS}${WAITS}| The sun should shine. |\n`)).toContain('c.md:11: a sentence has 3 cells, this one has 1');
  });

  it('takes several holders, and bars and angles behind a backslash', () => {
    const { census } = readCensus('c.md', `${HEAD}## 1. A \\<b\\>\n${TABLE}| a \\| b | MAY | FTP-ACC-3; not offered: MODE B; decision: first-digit |\n`);
    expect(census?.sections).toEqual([{ heading: '1. A <b>', clause: '§1', leftOut: null, place: 'c.md:4', entries: [
      { sentence: 'a | b', level: 'MAY', rules: ['FTP-ACC-3'], decisions: ['first-digit'], reasons: [{ kind: 'not offered', text: 'MODE B' }], place: 'c.md:7' },
    ] }]);
  });
});
