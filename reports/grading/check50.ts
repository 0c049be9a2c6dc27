import { diagnose, hintOf } from '../../conformance/rubric/diagnose.ts';
import type { Grade } from '../../conformance/rubric/grade.ts';
import { textsOf } from '../../conformance/rubric/texts/texts.ts';
import { ciSafeJson } from '../escape-ci.ts';
import { plainText } from './plain-text.ts';
import { rowsOf, statusText, type Row } from './rows.ts';

/** JSON in the shape of check50's. `passed: null` is a check that did not run or count. */
export function renderCheck50(grade: Grade): string {
  const status = statusText(grade);
  const result = {
    slug: grade.assignment, version: grade.version, ...(status === null ? {} : { error: { type: grade.status, value: status } }),
    results: rowsOf(grade).map((row) => ({
      name: row.id, description: row.name, passed: row.verdict === 'blocked' ? null : row.passed, log: row.text === '' ? [] : row.text.split('\n'),
      cause: row.passed === false ? causeOf(row, grade) : null, data: { points: row.score, max: row.max, verdict: row.verdict }, dependency: null,
    })),
  };
  return `${ciSafeJson(JSON.stringify(result, null, 2))}\n`;
}

function causeOf({ check, text }: Row, { disclosure, language }: Grade): Record<string, unknown> {
  const rationale = plainText(text.split('\n')[0]!);
  if (check === null || disclosure === 'none') return { rationale };
  const finding = check.findings.at(-1);
  const actual = finding === undefined ? (check.reason ?? '') : finding.actual;
  if (disclosure === 'actual-only') return { rationale, actual: plainText(actual) };
  const known = diagnose(check);
  return { rationale: plainText(finding?.sentence ?? rationale), help: known === null ? (finding?.hint ?? null) : hintOf(known, textsOf(language)), expected: finding?.expected.map((one) => plainText(one)).join(' or ') ?? null, actual: plainText(actual) };
}
