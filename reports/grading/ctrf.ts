import type { Grade } from '../../conformance/rubric/grade.ts';
import type { Verdict } from '../../conformance/result.ts';
import { ciSafeJson } from '../escape-ci.ts';
import { causeLines, rowsOf, statusText, type Row } from './rows.ts';

const SPEC_VERSION = '0.0.0';

const STATUS: Readonly<Record<Verdict, 'passed' | 'failed' | 'skipped' | 'other'>> = {
  pass: 'passed', tolerated: 'other', warn: 'other', blocked: 'other', skipped: 'skipped', 'not-implemented': 'skipped', flaky: 'failed', fail: 'failed', crash: 'failed', 'harness-error': 'other',
};

/** Common Test Report Format: a test a check. Points and what the format has no key for stand in `extra`. */
export function renderCtrf(grade: Grade): string {
  const start = Date.parse(grade.started);
  const tests = rowsOf(grade).map((row) => ({
    name: row.name, status: statusOf(row), duration: Math.round(row.duration), testId: row.id, ...(row.verdict === null ? {} : { rawStatus: row.verdict }),
    suite: [row.stage, row.item], ...(row.text === '' ? {} : { message: row.text.split('\n')[0]!, trace: row.text }),
    tags: row.check === null ? [] : [row.check.level, row.check.chapter], flaky: row.verdict === 'flaky',
    extra: { ftpspec: { number: row.number, score: row.score, max: row.max, kind: row.kind } },
  }));
  const count = (status: string): number => tests.filter((test) => test.status === status).length;
  const report = {
    reportFormat: 'CTRF', specVersion: SPEC_VERSION, timestamp: grade.started, generatedBy: `ftpspec ${grade.version}`,
    results: {
      tool: { name: 'ftpspec', version: grade.version },
      summary: { tests: tests.length, passed: count('passed'), failed: count('failed'), pending: 0, skipped: count('skipped'), other: count('other'), flaky: tests.filter(({ flaky }) => flaky).length, start, stop: start + grade.duration, extra: { ftpspec: { score: grade.score, max: grade.max, status: grade.status } } },
      tests,
      extra: { ftpspec: { assignment: grade.assignment, submission: grade.submission, isolation: grade.isolation, message: statusText(grade), causes: causeLines(grade) } },
    },
  };
  return `${ciSafeJson(JSON.stringify(report, null, 2))}\n`;
}

function statusOf(row: Row): 'passed' | 'failed' | 'skipped' | 'other' {
  if (row.passed === null) return row.verdict === 'harness-error' ? 'other' : 'skipped';
  if (row.verdict === null) return row.passed ? 'passed' : 'failed';
  return STATUS[row.verdict];
}
