import { delimiter, join } from 'node:path';
import { chooseIsolation } from '../conformance/rubric/isolation/choose-isolation.ts';
import type { IsolationLevel } from '../conformance/rubric/isolation/isolation.ts';
import { planAssignment } from '../conformance/rubric/plan.ts';
import { readAssignment } from '../conformance/rubric/read-assignment.ts';
import { ENGLISH } from '../conformance/rubric/texts/texts.ts';
import type { Submission } from '../conformance/rubric/submission.ts';
import type { ClassOptions } from '../src/grader/grade-class.ts';
import { listSubmissions } from '../src/grader/submissions.ts';

const STUDENTS = join(import.meta.dirname, '../examples/students');
const DEFAULTS = { build: null, user: 'student', password: 'student' };

/** The example servers in four languages, over and over, each with a name of its own. */
export function studentSubmissions(count: number): Submission[] {
  const all = listSubmissions(join(STUDENTS, 'class.csv'), { ...DEFAULTS, spawn: null });
  return Array.from({ length: count }, (_, at) => {
    const one = all[at % all.length]!;
    return { ...one, id: `${String(at).padStart(3, '0')}-${one.id}` };
  });
}

/** How such a class is graded, as `ftpspec grade --submissions` does it with the assignment of the examples. */
export async function studentClass(submissions: readonly Submission[], isolation: IsolationLevel | 'auto'): Promise<Omit<ClassOptions, 'out'>> {
  // The TypeScript example is started by `tsx`, as npm's scripts find it.
  const programs = join(import.meta.dirname, '../node_modules/.bin');
  if (!process.env['PATH']?.startsWith(programs)) process.env['PATH'] = `${programs}${delimiter}${process.env['PATH']}`;
  return {
    plan: planAssignment(readAssignment(join(STUDENTS, 'lab.yaml'))), submissions, isolation: await chooseIsolation(isolation), language: ENGLISH, jobs: 6, formats: [], resume: false,
    signal: new AbortController().signal, reproduce: () => (id) => id, progress: () => {},
  };
}
