import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckRecord, LogRecord } from '../result.ts';
import { attempt } from './attempt.ts';
import { gradeRun, statusOf, type Circumstances } from './grade-run.ts';
import type { Grade } from './grade.ts';
import { attemptInBubble } from './isolation/attempt-in-bubble.ts';
import type { Isolation } from './isolation/isolation.ts';
import type { Plan } from './plan.ts';
import { preparePlace } from './prepare-place.ts';
import type { Submission } from './submission.ts';

export interface GradeOptions {
  readonly plan: Plan;
  readonly submission: Submission;
  /** As `chooseIsolation` found it to work. */
  readonly isolation: Isolation;
  /** Of the feedback. */
  readonly language: string;
  /** The submission is copied first, so that nothing it does changes what was handed in. With `bwrap` it always is. */
  readonly copy: boolean;
  /** Says whether a grade is still current. */
  readonly key: string;
  readonly signal: AbortSignal;
  /** The command line that runs one check again. */
  readonly reproduce: (id: string) => string;
  /** Told of each record as it is final. */
  readonly record?: (record: LogRecord) => void;
}

/**
 * Grades one submission: builds it, starts it, runs the checks that its assignment needs, ends it. What the submission does
 * wrong is in the grade; this throws only for our own faults.
 */
export async function gradeSubmission(options: GradeOptions): Promise<Grade> {
  const { plan, submission, isolation, copy, signal, reproduce, key, language } = options;
  const began = performance.now();
  const started = new Date().toISOString();
  const place = await mkdtemp(join(tmpdir(), 'ftpspec-grade-'));
  const grade = (records: readonly CheckRecord[], status: Circumstances['status'], message: string | null): Grade => gradeRun(plan, records, {
    submission: submission.id, status, message, isolation: isolation.text, language, started, duration: Math.round(performance.now() - began), key,
  });
  try {
    const prepared = await preparePlace({ place, directory: submission.directory, copy, isolation: isolation.level, limits: plan.assignment.limits });
    const records: CheckRecord[] = [];
    const outcome = await (isolation.level === 'bwrap' ? attemptInBubble : attempt)({
      plan, submission, ...prepared, signal, reproduce,
      record: (one) => {
        if (one.type === 'check') records.push(one);
        options.record?.(one);
      },
    });
    if (outcome.kind !== 'ran') return grade([], outcome.kind, outcome.message);
    return grade(records, statusOf(outcome.reason), outcome.reason === 'complete' ? null : CUT[outcome.reason]);
  } finally {
    await rm(place, { recursive: true, force: true, maxRetries: 3 });
  }
}

const CUT = {
  deadline: 'the time allowed for the run was over', interrupted: 'the run was interrupted', 'testee-lost': 'the server went away and did not come back',
} as const;
