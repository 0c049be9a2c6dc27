import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Grade } from '../../conformance/rubric/grade.ts';
import { gradeClass } from '../../src/grader/grade-class.ts';
import type { Benchmark } from '../benchmark.ts';
import { studentClass, studentSubmissions } from '../student-class.ts';

const [SUBMISSIONS, RUNS] = [12, 10];

/** Whether a class gets the same grades each time: points, verdicts, root causes. */
export const grades: Benchmark = {
  name: 'grades',
  measure: async ({ directory }) => {
    const place = await mkdtemp(join(directory, 'ftpspec-grades-'));
    const settings = await studentClass(studentSubmissions(SUBMISSIONS), 'auto');
    const seen = new Map<string, Map<string, number>>();
    try {
      for (let run = 0; run < RUNS; run += 1) {
        const out = join(place, String(run));
        await gradeClass({ ...settings, out });
        for (const { id } of settings.submissions) {
          const grade = JSON.parse(await readFile(join(out, id, 'grade.json'), 'utf8')) as Grade;
          for (const [what, value] of facts(grade)) {
            const values = seen.get(`${id} ${what}`) ?? new Map<string, number>();
            seen.set(`${id} ${what}`, values.set(value, (values.get(value) ?? 0) + 1));
          }
        }
      }
    } finally {
      await rm(place, { recursive: true, force: true });
    }
    const varying = [...seen].filter(([, values]) => values.size > 1).map(([what, values]) => `${what}: ${[...values].map(([value, times]) => `${value} (${times} times)`).join(', ')}`);
    return [{
      title: `${SUBMISSIONS} submissions in four languages, graded ${RUNS} times, isolation ${settings.isolation.level}`,
      columns: ['points, verdicts and causes compared', 'not the same each time'],
      rows: [['grades', String(seen.size), String(varying.length)]],
      notes: ['The goal is 0.', ...varying],
      data: { compared: seen.size, varying },
    }];
  },
};

function facts(grade: Grade): (readonly [string, string])[] {
  return [
    ['status', grade.status], ['points', String(grade.score)], ['causes', grade.causes.map(({ id, checks, lost }) => `${id} ${checks.length} ${lost}`).join('; ')],
    ...grade.stages.flatMap(({ items }) => items.map(({ id, score }) => [id, String(score)] as const)),
    ...grade.checks.map(({ id, verdict, findings }) => [id, `${verdict} ${findings.map((finding) => finding.rule).join(' ')}`] as const),
  ];
}
