import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gradeClass } from '../../src/grader/grade-class.ts';
import type { Benchmark } from '../benchmark.ts';
import { median } from '../measure/median.ts';
import { memoryKiB } from '../measure/process-tree.ts';
import { studentClass, studentSubmissions } from '../student-class.ts';

const SUBMISSIONS = 100;
/** Milliseconds between two looks at the memory. */
const EVERY = 1000;

/** A class of copies of the example servers, graded as `ftpspec grade --submissions` does it. */
export const classOfStudents: Benchmark = {
  name: 'class',
  measure: async ({ runs, directory }) => {
    const place = await mkdtemp(join(directory, 'ftpspec-class-'));
    const walls: number[] = [];
    const tables = new Set<string>();
    let most = 0;
    const look = setInterval(() => { void memoryKiB(process.pid).then((now) => { most = Math.max(most, now / 1024); }); }, EVERY);
    const settings = await studentClass(studentSubmissions(SUBMISSIONS), 'auto');
    try {
      for (let run = 0; run < runs; run += 1) {
        const out = join(place, `grades-${run}`);
        const began = performance.now();
        await gradeClass({ ...settings, out });
        walls.push((performance.now() - began) / 1000);
        tables.add(await readFile(join(out, 'summary.json'), 'utf8'));
      }
    } finally {
      clearInterval(look);
      await rm(place, { recursive: true, force: true });
    }
    const own = process.resourceUsage().maxRSS / 1024;
    return [{
      title: `A class of ${SUBMISSIONS} submissions in four languages, ${settings.jobs} at a time, isolation ${settings.isolation.level}, median of ${runs}`,
      columns: ['wall s', 'most memory of the grader MiB', 'with its workers and the servers MiB', 'different tables'],
      rows: [['class', median(walls).toFixed(1), own.toFixed(0), most.toFixed(0), String(tables.size)]],
      notes: ['The goals are 300 s on two cores and one table: the same grades at each run.', `Runs: ${walls.map((wall) => wall.toFixed(1)).join(', ')} s`],
      data: { walls, memory: own, together: most, tables: tables.size },
    }];
  },
};
