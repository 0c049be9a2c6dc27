import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { chooseIsolation } from '../../conformance/rubric/isolation/choose-isolation.ts';
import { planAssignment } from '../../conformance/rubric/plan.ts';
import { readAssignment } from '../../conformance/rubric/read-assignment.ts';
import { gradeClass } from '../../src/grader/grade-class.ts';
import { listSubmissions } from '../../src/grader/submissions.ts';
import type { Benchmark } from '../benchmark.ts';
import { median } from '../measure/median.ts';

const SUBMISSIONS = 100;
const JOBS = 6;
const STUDENTS = join(import.meta.dirname, '../../examples/students');

/** A class of copies of the example servers, graded as `ftpspec grade --submissions` does it. */
export const classOfStudents: Benchmark = {
  name: 'class',
  measure: async ({ runs, directory }) => {
    // The TypeScript example is started by `tsx`, as npm's scripts find it.
    process.env['PATH'] = `${join(import.meta.dirname, '../../node_modules/.bin')}${delimiter}${process.env['PATH']}`;
    const place = await mkdtemp(join(directory, 'ftpspec-class-'));
    const walls: number[] = [];
    const tables = new Set<string>();
    try {
      const list = join(place, 'class.csv');
      await writeFile(list, await classList());
      const plan = planAssignment(readAssignment(join(STUDENTS, 'lab.yaml')));
      const submissions = listSubmissions(list, { spawn: null, build: null, user: 'student', password: 'student' });
      const isolation = await chooseIsolation('auto');
      for (let run = 0; run < runs; run += 1) {
        const out = join(place, `grades-${run}`);
        const began = performance.now();
        await gradeClass({ plan, submissions, isolation, out, jobs: JOBS, formats: [], resume: false, signal: new AbortController().signal, reproduce: () => (id) => id, progress: () => {} });
        walls.push((performance.now() - began) / 1000);
        tables.add(await readFile(join(out, 'summary.json'), 'utf8'));
      }
    } finally {
      await rm(place, { recursive: true, force: true });
    }
    const memory = process.resourceUsage().maxRSS / 1024;
    return [{
      title: `A class of ${SUBMISSIONS} submissions in four languages, ${JOBS} at a time, median of ${runs}`,
      columns: ['wall s', 'most memory MiB', 'different tables'],
      rows: [['class', median(walls).toFixed(1), memory.toFixed(0), String(tables.size)]],
      notes: ['The goals are 300 s on two cores and one table: the same grades at each run.', `Runs: ${walls.map((wall) => wall.toFixed(1)).join(', ')} s`],
      data: { walls, memory, tables: tables.size },
    }];
  },
};

/** The list of `examples/students`, over and over, each entry with a name of its own. */
async function classList(): Promise<string> {
  const [head = '', ...rows] = (await readFile(join(STUDENTS, 'class.csv'), 'utf8')).trimEnd().split('\n');
  const entries = Array.from({ length: SUBMISSIONS }, (_, at) => rows[at % rows.length]!.replace(/^(\w+),([^,]+)/, (_, id: string, directory: string) => `${String(at).padStart(3, '0')}-${id},${join(STUDENTS, directory)}`));
  return `${[head, ...entries].join('\n')}\n`;
}
