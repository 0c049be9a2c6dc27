import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { validate } from 'ctrf';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Parser } from 'tap-parser';
import { describe, expect, test } from 'vitest';
import { assertNested, markupTokens } from '../markup-tokens.ts';
import { GRADE_FORMATS, parseFormat, renderGrade, writeGrade } from './grade-formats.ts';
import { sampleGrade } from './sample-grade.ts';

const grade = sampleGrade();
const unbuilt = sampleGrade({ status: 'build-failed', message: 'the build failed: gcc\n::error::forged\u001b[31m' });
const schema = (name: string): object => JSON.parse(readFileSync(new URL(`schemas/${name}.schema.json`, import.meta.url), 'utf8')) as object;
const json = (name: string, one = grade): Record<string, unknown> => JSON.parse(renderGrade(one, name, {})) as Record<string, unknown>;
const fits = (name: string, value: unknown): unknown => {
  const ajv = new Ajv({ allErrors: true, validateFormats: false });
  return ajv.validate(schema(name), value) ? null : ajv.errors;
};

test('the sample has all that a grade can have', () => {
  expect([grade.score, grade.max, grade.bonus, grade.penalty, grade.manual]).toEqual([5, 22, 0, -2, 4]);
});

describe('every format', () => {
  test.each(GRADE_FORMATS)('%s holds no command of a CI system and acts on no terminal, whatever a server sent', (name) => {
    for (const one of [grade, unbuilt]) {
      const text = renderGrade(one, name, {});
      const lines = text.split(/[\r\n]/u).filter((line) => /^\s*::|##\[|##vso\[/iu.test(line));
      expect(name === 'github' ? lines.filter((line) => !/^::(error|warning|notice) title=/.test(line)) : lines).toEqual([]);
      // oxlint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/u);
    }
  });

  test.each(GRADE_FORMATS.filter((name) => name !== 'json'))('%s keeps hidden checks to itself', (name) => {
    const text = renderGrade(grade, name, {});
    expect(name === 'classroom-v1' ? Buffer.from(text, 'base64').toString() : text).not.toContain('endless-line');
  });
});

test('Classroom 50: the schema holds, points are whole numbers that add up', () => {
  const result = json('classroom50') as { score: number; 'max-score': number; tests: { score: number; 'max-score': number }[] };
  expect(fits('classroom50', result)).toBeNull();
  expect(fits('classroom50', json('classroom50', unbuilt))).toBeNull();
  expect([result.score, result['max-score']]).toEqual([500, 2200]);
  expect(result.tests.reduce((sum, one) => sum + one['max-score'], 0)).toBe(2200);
  // What each check earned is rounded on its own; the score stands for itself.
  expect(Math.abs(result.tests.reduce((sum, one) => sum + one.score, 0) - 700)).toBeLessThan(5);
  expect(result.tests.every((one) => one.score <= one['max-score'])).toBe(true);
});

test('Classroom 50: what the platform offers is passed on', () => {
  const text = renderGrade(grade, 'classroom50', { CLASSROOM: 'net', ASSIGNMENT: 'lab-3', OWNER: 'anna', SUBMISSION_TAG: 'v1', ASSIGNMENT_TYPE: 'group', COMMIT_URL: 'c', RELEASE_URL: 'r', REVIEW_URL: 'v' });
  expect(JSON.parse(text)).toMatchObject({ classroom: 'net', assignment: 'lab-3', owner: 'anna', submission: 'v1', assignment_type: 'group', commit: 'c', release: 'r', review: 'v', datetime: '2026-03-04T09:30:00Z' });
});

test('Gradescope: the schema holds, nothing is hidden, the total counts', () => {
  const result = json('gradescope') as { score: number; tests: { visibility: string; status: string; number: string }[] };
  expect(fits('gradescope', result)).toBeNull();
  expect(fits('gradescope', json('gradescope', unbuilt))).toBeNull();
  expect(result.score).toBe(5);
  expect(result.tests.every(({ visibility }) => visibility === 'visible')).toBe(true);
  expect(result.tests[0]).toMatchObject({ number: '1.1.1', status: 'passed' });
});

test('CTRF: its own package finds it valid, and the counts agree', () => {
  for (const one of [grade, unbuilt]) {
    const report = json('ctrf', one) as { results: { summary: Record<string, number>; tests: unknown[] } };
    expect(validate(report)).toMatchObject({ valid: true });
    const { tests, passed, failed, skipped, pending, other } = report.results.summary;
    expect(passed! + failed! + skipped! + pending! + other!).toBe(tests);
    expect(report.results.tests).toHaveLength(tests!);
  }
});

test('JUnit: a parser reads it, and the counts agree', () => {
  const xml = renderGrade(grade, 'junit', {});
  expect(XMLValidator.validate(xml)).toBe(true);
  const { testsuites } = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'testsuite' || name === 'testcase' }).parse(xml) as { testsuites: { '@_tests': string; '@_failures': string; testsuite: { testcase: { failure?: unknown }[] }[] } };
  const cases = testsuites.testsuite.flatMap(({ testcase }) => testcase);
  expect(String(cases.length)).toBe(testsuites['@_tests']);
  expect(String(cases.filter(({ failure }) => failure !== undefined).length)).toBe(testsuites['@_failures']);
  expect(XMLValidator.validate(renderGrade(unbuilt, 'junit', {}))).toBe(true);
});

test('TAP: a strict parser reads each point', () => {
  const points: { ok: boolean; name: string; diag?: Record<string, unknown>; skip?: unknown }[] = [];
  const parser = new Parser({ strict: true }, () => {});
  parser.on('assert', (one: (typeof points)[number]) => points.push(one));
  const odd: string[] = [];
  parser.on('extra', (line: string) => odd.push(line));
  parser.end(renderGrade(grade, 'tap', {}));
  expect([odd, parser.failures.filter(({ tapError }) => tapError !== undefined && tapError !== null)]).toEqual([[], []]);
  expect(points.filter(({ ok }) => !ok).length).toBe(grade.checks.filter(({ chapter }) => chapter === 'files').length + 2);
  expect(points[0]!.diag).toMatchObject({ id: 'login/access/logs-in-and-out', verdict: 'pass' });
  expect(renderGrade(unbuilt, 'tap', {})).toMatch(/^Bail out! build-failed: the build failed: gcc \\x3a:error/m);
});

test('GitHub: ten errors at most, the worst first, the last one counts the rest; names cannot break out', () => {
  const lines = renderGrade(grade, 'github', {}).trimEnd().split('\n');
  const errors = lines.filter((line) => line.startsWith('::error '));
  expect(errors).toHaveLength(10);
  expect(errors[9]).toMatch(/^::error title=and more::\d+ more;/);
  for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) title=[^:,\r]*::[^\r]*$/);
});

test('GitHub: the summary of the job is added to, in a megabyte', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ftpspec-formats-'));
  try {
    const path = join(folder, 'summary.md');
    const said: string[] = [];
    writeGrade(grade, [parseFormat('github'), parseFormat(`html=${join(folder, 'new/f.html')}`)], (text) => said.push(text), { GITHUB_STEP_SUMMARY: path });
    expect(said.join('')).toMatch(/^::error/);
    const summary = readFileSync(path, 'utf8');
    expect(summary).toContain('**5 of 22 points');
    expect(summary.length).toBeLessThan(1024 * 1024);
    expect(readFileSync(join(folder, 'new/f.html'), 'utf8')).toMatch(/^<!doctype html>/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('Classroom v1: base64 of what the retired platform read', () => {
  const result = JSON.parse(Buffer.from(renderGrade(grade, 'classroom-v1', {}), 'base64').toString()) as { version: number; status: string; max_score: number; tests: Record<string, unknown>[] };
  expect(result).toMatchObject({ version: 1, status: 'fail', max_score: 22 });
  for (const one of result.tests) expect(Object.keys(one)).toEqual(['name', 'status', 'score', 'message', 'test_code', 'filename', 'line_no', 'duration']);
});

test('check50: each result has what check50 shows', () => {
  const { results } = json('check50') as { results: { name: string; passed: boolean | null; cause: Record<string, unknown> | null }[] };
  expect(results.every((one) => 'description' in one && 'log' in one && 'data' in one && 'dependency' in one)).toBe(true);
  expect(results.find(({ name }) => name.endsWith('files/pwd-names-what-cwd-takes'))).toMatchObject({ passed: false, cause: { rationale: 'PWD answers 257 and the path in quotes.', help: expect.stringContaining('double quotes') as string } });
});

test('HTML: one well-formed page that runs nothing', () => {
  const html = renderGrade(grade, 'html', {});
  const body = html.slice(html.indexOf('<body>')).replace('</html>\n', '');
  assertNested(markupTokens(body).tags);
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/<script|<img/i);
});

test('Markdown: names of strangers are no markup', () => {
  const text = renderGrade(grade, 'markdown', {});
  expect(text).toContain('# Lab 3: \\<FTP\\> \\& \\*more\\* ::error::x: anna \\& \\<co\\>');
  expect(text).toMatch(/257 \/ \\x1b\[31m[^\n]*\n[\s\S]*the first wrong byte/);
});

test('feedback shows as much as the assignment discloses', () => {
  const of = (disclosure: string): string => renderGrade(sampleGrade({ assignment: `name: x\ndisclosure: ${disclosure}\nitems: [{ name: Paths, points: 10, rules: FTP-FIL-R1 }]` }), 'markdown', {});
  expect(of('full')).toMatch(/rule {6}PWD answers[\s\S]*expected[\s\S]*likely/);
  expect(of('actual-only')).toMatch(/sent {6}PWD[\s\S]*came/);
  expect(of('actual-only')).not.toMatch(/^expected|^rule|^likely|What to mend/m);
  expect(of('none')).not.toMatch(/^(sent|came|rule)/m);
});

test('a format that is not known is refused with those there are', () => {
  expect(() => parseFormat('pdf=x')).toThrow(/there are classroom50, gradescope/);
  expect(() => parseFormat('tap=')).toThrow(/file name is missing/);
});

test.each(['gradescope', 'ctrf', 'junit', 'tap', 'github', 'markdown', 'html', 'json'])('%s says which isolation was in force', (name) => {
  expect(renderGrade(sampleGrade(), name, {})).toMatch(/isolation\W+(?:value="|data: )?limits/i);
});
