import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { catalog, SUITES } from '../catalog.ts';
import { AssignmentError } from './assignment-error.ts';
import { assignmentFolder, readyMade } from './assignment-folder.ts';
import { assignmentJsonSchema } from './assignment.ts';
import { fitsPattern } from './choose-checks.ts';
import { planAssignment, type Plan } from './plan.ts';
import { parseAssignment, readAssignment } from './read-assignment.ts';
import { RULESETS, rulesetChecks } from './ruleset.ts';

const plan = (text: string): Plan => planAssignment(parseAssignment('a.yaml', text));
const problems = (text: string): string[] => {
  try {
    plan(text);
    return [];
  } catch (error) {
    if (error instanceof AssignmentError) return error.message.split('\n');
    throw error;
  }
};
const ONE = 'items: [{ name: A, points: 10, checks: access/* }]';

describe('the published schema', () => {
  const published = JSON.parse(readFileSync(join(assignmentFolder(), 'assignment.schema.json'), 'utf8')) as object;

  test('is what the program checks by (else: npx tsx src/cli/main.ts assignment schema > spec/assignments/assignment.schema.json)', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(assignmentJsonSchema())));
  });

  test.each(readyMade())('takes the ready-made %s, and refuses it with a key more', (name) => {
    const validate = new Ajv2020({ strict: false }).compile(published);
    const value = parse(readFileSync(join(assignmentFolder(), `${name}.yaml`), 'utf8')) as object;
    expect([validate(value), validate.errors]).toEqual([true, null]);
    expect(validate({ ...value, more: 1 })).toBe(false);
  });
});

describe('the ready-made assignments', () => {
  test.each(readyMade())('%s gives every one of its items a check', (name) => {
    const { stages, checks } = planAssignment(readAssignment(name));
    expect(checks.length).toBeGreaterThan(20);
    expect(stages.reduce((sum, stage) => sum + stage.max, 0)).toBeCloseTo(100, 6);
  });

  test('weigh as their courses do', () => {
    expect(planAssignment(readAssignment('project-09')).stages.map(({ name, max }) => [name.slice(0, 2), max])).toEqual([['E1', 20], ['E2', 25], ['E3', 35], ['E4', 20]]);
    expect(planAssignment(readAssignment('cpsc-471')).stages[0]!.items.map(({ max }) => max)).toEqual([15, 10, 25, 25, 5, 10, 5, 5]);
  });
});

describe('a mistake is told with its line', () => {
  test.each([
    ['unknown key', `name: x\n${ONE}\npoinst: 3`, 'a.yaml:3:1: there is no key "poinst" here'],
    ['unknown key inside', 'name: x\nitems:\n  - name: A\n    points: 1\n    check: a', 'a.yaml:5:5: there is no key "check" here'],
    ['bad time', `name: x\n${ONE}\ntime:\n  reply: 3 hours`, 'a.yaml:4:3: time.reply: it must be a time such as 500ms, 2s or 5min'],
    ['time out of range', `name: x\n${ONE}\ntime: { reply: 1ms }`, 'a.yaml:3:9: time.reply: it must be a time such as 500ms, 2s or 5min, from 50ms to 10min'],
    ['unknown protocol', `name: x\nprotocol: gopher`, /^a\.yaml:2:1: protocol: Invalid option/],
    ['no YAML', 'name: "x', /^a\.yaml:1:\d+: Missing closing/],
    ['no map', '- a', /^a\.yaml:1:1: the file: Invalid input: expected object/],
    ['name missing', ONE, /^a\.yaml:1:1: name:/],
    ['unknown check', 'name: x\nitems:\n  - name: A\n    points: 1\n    checks: access/logs-in-and-outt', 'a.yaml:5:5: nothing in checks is called "access/logs-in-and-outt". Did you mean access/logs-in-and-out?'],
    ['unknown verb', `name: x\nscope: { verbs: [USER, RETRR] }\n${ONE}`, /^a\.yaml:2:10: nothing in verbs is called "RETRR"\. Did you mean RETR/],
    ['points and each', 'name: x\nitems: [{ name: A, points: 1, each: 1, checks: access/* }]', 'a.yaml:2:31: items.0.each: an item has either points or each'],
    ['an item without checks of its own', 'name: x\nitems:\n  - { name: A, points: 1, chapters: access }\n  - { name: B, points: 1, verbs: PASS, chapters: access }', /^a\.yaml:4:5: "B" has no check/],
    ['weights of some stages', 'name: x\nstages: [{ name: A, weight: 1, items: [{ name: i, points: 1, chapters: access }] }, { name: B, items: [{ name: j, points: 1, chapters: files }] }]', 'a.yaml:2:1: stages: either all stages have a weight or none'],
  ])('%s', (_, text, message) => {
    const [first = ''] = problems(text);
    expect([first, typeof message === 'string' ? first === message : message.test(first)]).toEqual([first, true]);
  });

  test('all of them at once', () => {
    expect(problems('name: x\na: 1\nb: 2\nitems: []')).toHaveLength(3);
  });

  test('an alias that grows without end is refused', () => {
    const bomb = `a: &a [1,1,1,1,1,1,1,1,1,1]\n${'bcdefghi'.split('').map((letter, index) => `${letter}: &${letter} [${Array.from({ length: 10 }, () => `*${'abcdefghi'[index]}`).join()}]`).join('\n')}`;
    expect(problems(bomb)[0]).toMatch(/alias/i);
  });

  test('an assignment that is not there is told with the nearest name', () => {
    expect(() => readAssignment('cpsc471')).toThrow(expect.objectContaining({ code: 'NO_ASSIGNMENT', hint: 'Did you mean cpsc-471?' }) as Error);
  });
});

describe('a plan', () => {
  test('gives each check to the first item that chooses it', () => {
    const { stages } = plan('name: x\nitems:\n  - { name: Passwords, points: 2, verbs: PASS, chapters: access }\n  - { name: Rest, points: 3, chapters: access }');
    const [first, rest] = stages[0]!.items;
    expect(first!.checks.every(({ verbs }) => verbs.includes('PASS'))).toBe(true);
    expect(rest!.checks.some(({ id }) => first!.checks.some((check) => check.id === id))).toBe(false);
  });

  test('leaves out of scope what is about another command', () => {
    const { checks } = plan('name: x\nscope: { verbs: [USER, PASS, QUIT] }\nitems: [{ name: A, points: 1, chapters: access }]');
    expect(checks.length).toBeGreaterThan(0);
    expect(new Set(checks.flatMap(({ verbs }) => verbs).filter((verb) => !['USER', 'PASS', 'QUIT'].includes(verb)))).toEqual(new Set());
  });

  test('without items counts each MUST the same', () => {
    const { stages } = plan('name: x');
    expect([stages[0]!.max, stages[0]!.items[0]!.checks.length > 300]).toEqual([100, true]);
  });

  test('of a frozen rule set knows no newer check', () => {
    const all = plan('name: x').checks.length;
    const frozen = plan('name: x\nruleset: 2026.1');
    expect(frozen.checks.length + frozen.newer).toBeLessThanOrEqual(all + frozen.newer);
    expect(frozen.checks.every(({ id }) => rulesetChecks('2026.1', 'ftp').has(id))).toBe(true);
  });
});

test.each(RULESETS)('rule set %s names checks that are still there: an id never changes', (ruleset) => {
  for (const [name, suite] of Object.entries(SUITES)) {
    const ids = new Set(catalog(suite.table).map(({ id }) => id));
    expect([...rulesetChecks(ruleset, name)].filter((id) => !ids.has(id))).toEqual([]);
  }
});

test.each([
  ['a/b', 'a/b', true], ['A/b', 'a/B', true], ['a/*', 'a/b', true], ['*', '', true], ['*b*', 'abc', true], ['a*a', 'a', false], ['*-x', 'y-x', true], ['a', 'ab', false], ['a*c*e', 'abcde', true], ['a*c*e', 'abde', false],
])('pattern %s against %s', (pattern, name, fits) => {
  expect(fitsPattern(pattern, name)).toBe(fits);
});
