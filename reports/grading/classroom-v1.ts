import { points, type Grade } from '../../conformance/rubric/grade.ts';
import { rowsOf, statusText } from './rows.ts';

/** The result of the retired GitHub Classroom: base64 of a small JSON document. */
export function renderClassroomV1(grade: Grade): string {
  const rows = rowsOf(grade);
  const broken = grade.status === 'failed';
  const status = statusText(grade);
  const result = {
    version: 1, status: broken ? 'error' : rows.every(({ passed }) => passed !== false) && status === null ? 'pass' : 'fail', max_score: grade.max,
    tests: [
      ...(status === null ? [] : [{ name: 'builds, starts and stays', status: broken ? 'error' : 'fail', score: 0, message: status, test_code: '', filename: '', line_no: 0, duration: 0 }]),
      ...rows.map((row) => ({ name: row.name, status: row.verdict === 'harness-error' ? 'error' : row.passed === false ? 'fail' : 'pass', score: points(row.score), message: row.text, test_code: row.check?.reproduce ?? '', filename: '', line_no: 0, duration: Math.round(row.duration) })),
    ],
  };
  return `${Buffer.from(JSON.stringify(result)).toString('base64')}\n`;
}
