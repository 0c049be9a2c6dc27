import { describe, expect, test } from 'vitest';
import type { CheckRecord, Finding, Verdict } from '../result.ts';
import { gradeRun } from './grade-run.ts';
import type { Grade } from './grade.ts';
import { planAssignment } from './plan.ts';
import { parseAssignment } from './read-assignment.ts';
import { ENGLISH } from './texts/texts.ts';

const CHECKS = ['access/logs-in-and-out', 'access/greets-unasked', 'access/quit-before-login', 'access/quit-ends-one-session'];
const finding = (verdict: Finding['verdict'], changes: Partial<Finding> = {}): Finding => ({ verdict, rule: 'FTP-ACC-1', sentence: '', source: '', sent: 'X', expected: ['331'], actual: '500 no', hint: null, ...changes });

/** The grade of four checks with these verdicts, by an assignment of ten points for all four. */
function grade(verdicts: readonly (Verdict | Partial<CheckRecord>)[], rest = '', item = ''): Grade {
  const plan = planAssignment(parseAssignment('a.yaml', `name: x\nitems:\n  - { name: A, points: 10, checks: [${CHECKS.join()}]${item} }\n${rest}`));
  const records = plan.checks.filter(({ id }) => CHECKS.includes(id)).map((check): CheckRecord => {
    const given = verdicts[CHECKS.indexOf(check.id)]!;
    const verdict = typeof given === 'string' ? given : given.verdict!;
    const findings = ['fail', 'warn', 'tolerated'].includes(verdict) ? [finding(verdict as Finding['verdict'])] : [];
    return { type: 'check', id: check.id, title: check.title, chapter: check.chapter, rules: check.rules, level: 'MUST', verdict, ending: 'clean', reason: null, findings, wire: [], duration: 1, reproduce: '', ...(typeof given === 'string' ? {} : given) };
  });
  return gradeRun(plan, records, { submission: 's', status: 'graded', message: null, isolation: '', language: ENGLISH, started: '2026-01-01T00:00:00Z', duration: 1, key: '' });
}

describe('credit', () => {
  test.each([
    ['pass', 10], ['tolerated', 10], ['warn', 8.75], ['fail', 7.5], ['blocked', 7.5], ['flaky', 8.75], ['crash', 7.5],
    // Does not count: the other three share the points.
    ['not-implemented', 10], ['skipped', 10], ['harness-error', 10],
  ] as const)('%s of one in four', (verdict, score) => {
    expect(grade([verdict, 'pass', 'pass', 'pass']).score).toBe(score);
  });

  test('a wrong code of the right class earns a part', () => {
    const fail = { verdict: 'fail', findings: [finding('fail', { expected: ['331 (FTP-ACC-26)'], actual: '332 what' })] } as const;
    expect(grade([fail, 'pass', 'pass', 'pass']).score).toBe(8.13);
  });

  test('a check that the run had no time for earns nothing', () => {
    expect(grade([{ verdict: 'skipped', reason: 'not run: deadline' }, 'pass', 'pass', 'pass']).score).toBe(7.5);
  });

  test('is what the assignment says', () => {
    expect(grade(['warn', 'fail', 'not-implemented', 'pass'], 'credit: { warn: 0.8, fail: 0.1, not-implemented: 0 }').score).toBe(4.75);
  });
});

describe('points', () => {
  test('all or nothing', () => {
    expect(grade(['pass', 'pass', 'warn', 'pass'], '', ', share: all').score).toBe(0);
    expect(grade(['pass', 'pass', 'skipped', 'tolerated'], '', ', share: all').score).toBe(10);
  });

  test('an item of which nothing counts earns nothing', () => {
    expect(grade(['skipped', 'skipped', 'skipped', 'skipped'])).toMatchObject({ score: 0, max: 10 });
  });

  test('penalties cost no more than they may, and no grade is below 0', () => {
    const penalty = (most: number): string => `  - { name: P, kind: penalty, each: 4, most: ${most}, checks: "*", verdicts: [crash] }`;
    expect(grade(['crash', 'crash', 'pass', 'pass'], penalty(5))).toMatchObject({ score: 0, penalty: -5 });
    expect(grade(['crash', 'pass', 'pass', 'pass'], penalty(5))).toMatchObject({ score: 3.5, penalty: -4 });
    expect(grade(['fail', 'pass', 'pass', 'pass'], penalty(5))).toMatchObject({ score: 7.5, penalty: 0 });
  });

  test('weights of stages decide, whatever their items add up to', () => {
    const plan = planAssignment(parseAssignment('a.yaml', 'name: x\npoints: 50\nstages:\n  - { name: A, weight: 1, items: [{ name: i, points: 7, chapters: access }] }\n  - { name: B, weight: 4, items: [{ name: j, points: 1, chapters: files }, { name: k, points: 3, kind: manual }] }'));
    expect(plan.stages.map(({ max, items }) => [max, ...items.map((item) => item.max)])).toEqual([[10, 10], [40, 10, 30]]);
  });
});

describe('exceptions of a course', () => {
  test('a waiver costs no points and says why', () => {
    const waived = grade(['crash', 'pass', 'pass', 'pass'], `waivers: [{ checks: ${CHECKS[0]}, reason: known bug of the lab }]`);
    expect([waived.score, waived.checks.find(({ id }) => id === CHECKS[0])?.because]).toEqual([10, 'known bug of the lab']);
  });

  test.each([
    ['MUST', 'warn', 'fail'], ['MUST', 'not-implemented', 'fail'], ['SHOULD', 'fail', 'warn'], ['MAY', 'fail', 'tolerated'], ['MAY', 'crash', 'crash'],
  ] as const)('counted as %s a %s is a %s', (level, verdict, becomes) => {
    const check = grade([verdict, 'pass', 'pass', 'pass'], `levels: [{ checks: ${CHECKS[0]}, level: ${level}, reason: see lecture }]`).checks.find(({ id }) => id === CHECKS[0]);
    expect([check?.verdict, check?.because]).toEqual([becomes, becomes === verdict ? null : 'see lecture']);
  });

  test('a rule is changed in its findings alone', () => {
    const record = { verdict: 'fail', findings: [finding('warn'), finding('fail', { rule: 'FTP-ACC-3' })] } as const;
    const of = (rule: string): Verdict | undefined => grade([record, 'pass', 'pass', 'pass'], `levels: [{ rules: ${rule}, level: MAY, reason: see lecture }]`).checks.find(({ id }) => id === CHECKS[0])?.verdict;
    expect([of('FTP-ACC-R1'), of('FTP-ACC-3')]).toEqual(['fail', 'warn']);
  });
});

test('causes gather what one mistake costs, the costliest first', () => {
  const unknown = { verdict: 'fail', findings: [finding('fail', { sent: 'NLST', expected: ['150'], actual: '502 what' })] } as const;
  const { causes } = grade([unknown, { verdict: 'fail', findings: [finding('fail', { rule: 'FTP-GRA-R15', actual: '220 hi\\n (bare-lf)' })] }, 'pass', unknown]);
  expect(causes.map(({ id, title, lost, checks }) => [id, title, lost, checks.length])).toEqual([
    ['unknown-nlst', 'does not know NLST', 5, 2], ['lf-for-crlf', 'ends lines of replies in LF alone', 2.5, 1],
  ]);
});
