import { join } from 'node:path';
import { gradeSubmission } from '../../conformance/rubric/grade-submission.ts';
import type { Submission } from '../../conformance/rubric/submission.ts';
import { gradeRun } from '../../conformance/rubric/grade-run.ts';
import type { Isolation } from '../../conformance/rubric/isolation/isolation.ts';
import type { Grade } from '../../conformance/rubric/grade.ts';
import type { Plan } from '../../conformance/rubric/plan.ts';
import { classRow, type ClassRow } from '../../reports/grading/class-summary.tsx';
import { formatFile } from '../../reports/grading/grade-formats.ts';
import { writeClass, writeSubmission } from './class-files.ts';
import { gradeKey } from './grade-key.ts';
import { readGrade } from './read-grade.ts';

export interface ClassOptions {
  readonly plan: Plan;
  readonly submissions: readonly Submission[];
  readonly isolation: Isolation;
  /** Of the feedback. */
  readonly language: string;
  /** Directory of the results. */
  readonly out: string;
  /** Submissions at a time. */
  readonly jobs: number;
  /** Names of formats that each folder gets besides. */
  readonly formats: readonly string[];
  /** Grades that are there and still current are kept. */
  readonly resume: boolean;
  readonly signal: AbortSignal;
  readonly reproduce: (submission: Submission) => (id: string) => string;
  /** Told of each grade as it is there; `kept` says that an earlier run left it. */
  readonly progress: (grade: Grade, done: number, kept: boolean) => void;
}

/**
 * Grades a class, several submissions at a time, each with its folder written as soon as it is graded. What was cut short by a
 * signal is not kept, so that the next run takes it up.
 *
 * @returns a row a submission that was graded
 */
export async function gradeClass(options: ClassOptions): Promise<ClassRow[]> {
  const { plan, out, signal } = options;
  const rows: ClassRow[] = [];
  const queue = [...options.submissions];
  const worker = async (): Promise<void> => {
    for (let submission = queue.shift(); submission !== undefined && !signal.aborted; submission = queue.shift()) {
      const key = gradeKey(plan, submission, options);
      const earlier = options.resume ? readGrade(join(out, submission.id, formatFile('json'))) : null;
      const kept = earlier?.key === key && earlier.status !== 'failed';
      const grade = kept ? earlier : await gradeOne(options, submission, key);
      if (signal.aborted && !kept) return;
      if (!kept) writeSubmission(out, grade, options.formats);
      rows.push(classRow(grade));
      options.progress(grade, rows.length, kept);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.jobs) }, worker));
  writeClass(out, plan.assignment.name, rows);
  return rows;
}

/** A fault of ours in one submission is told there and leaves the others alone. */
async function gradeOne({ plan, isolation, language, signal, reproduce }: ClassOptions, submission: Submission, key: string): Promise<Grade> {
  try {
    return await gradeSubmission({ plan, submission, isolation, language, copy: true, key, signal, reproduce: reproduce(submission) });
  } catch (error) {
    return gradeRun(plan, [], { submission: submission.id, status: 'failed', message: (error as Error).stack ?? String(error), isolation: isolation.text, language, started: new Date().toISOString(), duration: 0, key });
  }
}
