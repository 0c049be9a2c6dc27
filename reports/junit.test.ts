import { expect, test } from 'vitest';
import { renderJunit } from './junit.ts';
import { assertNested, markupTokens, type Tag } from './markup-tokens.ts';
import { failingLog, passingLog, sampleProtocol } from './samples.ts';

const parse = (xml: string): Tag[] => {
  expect(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n')).toBe(true);
  const { tags } = markupTokens(xml.slice(xml.indexOf('\n') + 1));
  assertNested(tags);
  return tags;
};
const starts = (tags: readonly Tag[], name: string): Tag[] => tags.filter((tag) => tag.name === name && tag.kind !== 'close');
const failing = renderJunit(failingLog, sampleProtocol);

test('is well-formed whatever the server sent', () => {
  parse(failing);
  // oxlint-disable-next-line no-control-regex
  expect(failing).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/u);
  expect(failing.split(/[\r\n]/u).filter((line) => /^\s*::|##\[|##vso\[/iu.test(line))).toEqual([]);
});

test('has a suite a chapter and one for a run that was cut short', () => {
  const suites = starts(parse(failing), 'testsuite');
  expect(suites.map(({ attributes }) => [attributes['name'], attributes['tests'], attributes['failures'], attributes['errors'], attributes['skipped']])).toEqual([
    ['access: Greeting, login, logout', '3', '1', '0', '0'],
    ['transfer: Data connections and transfers', '3', '3', '0', '0'],
    ['files: Names and directories', '4', '2', '0', '1'],
    ['run', '1', '0', '1', '0'],
  ]);
  expect(starts(parse(failing), 'testsuites')[0]?.attributes).toMatchObject({ tests: '11', failures: '6', errors: '1', skipped: '1', time: '30.000' });
});

test('tells the fault of the server from ours', () => {
  const [first] = failingLog.checks;
  if (!first) throw new Error('no sample');
  const ours = renderJunit({ ...passingLog, checks: [{ ...first, verdict: 'harness-error', reason: 'no port left' }] }, null);
  expect(starts(parse(ours), 'error')[0]?.attributes).toMatchObject({ type: 'harness-error', message: 'no port left' });
  expect(starts(parse(failing), 'failure').map(({ attributes }) => attributes['type'])).toEqual(['fail', 'crash', 'blocked', 'blocked', 'flaky', 'blocked']);
});

test('skips what is blocked but need not be offered', () => {
  const [first] = failingLog.checks;
  if (!first) throw new Error('no sample');
  const xml = renderJunit({ ...passingLog, checks: [{ ...first, verdict: 'blocked', level: 'MAY', reason: 'files/facts' }] }, null);
  expect(starts(parse(xml), 'skipped')[0]?.attributes['message']).toBe('blocked: files/facts');
});

test('a failure explains itself', () => {
  expect(failing).toContain('FTP-ACC-9 (MUST) &quot;In state awaitingPassword, PASS when password wrong is answered 530');
  for (const part of ['sent: PASS wrong', 'expected: 530, or any other 5xx (tolerated)', 'actual: 230 Logged in', 'reproduce: npx ftpspec check', 'S  331 Password required']) {
    expect(failing).toContain(part);
  }
});

test('keeps blanks at the end of what was on the wire', () => {
  const checks = failingLog.checks.map((check) => ({ ...check, wire: [{ at: 1, session: 1, channel: 'control', direction: 'received', data: '220 \\r\\n' }] as const }));
  expect(renderJunit({ ...failingLog, checks }, null)).toMatch(/1\.0 ms {2}S {2}220 (?=[\n<])/u);
});

test('a clean run has neither failures nor errors', () => {
  const tags = parse(renderJunit(passingLog, sampleProtocol));
  expect(tags.filter((tag) => ['failure', 'error', 'skipped'].includes(tag.name))).toEqual([]);
  expect(starts(tags, 'testcase')).toHaveLength(6);
});
