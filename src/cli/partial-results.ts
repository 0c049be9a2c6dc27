import type { CheckRecord } from '../../conformance/result.ts';
import { gradeRun } from '../../conformance/rubric/grade-run.ts';
import type { Isolation } from '../../conformance/rubric/isolation/isolation.ts';
import type { Submission } from '../../conformance/rubric/submission.ts';
import type { Plan } from '../../conformance/rubric/plan.ts';
import { writeGrade, type WantedFormat } from '../../reports/grading/grade-formats.ts';

/** Milliseconds between two files. */
const EVERY = 10_000;

/**
 * Writes what is there so far, for platforms that end a job at their time limit and then look for its result. What has not run
 * yet earns nothing in it.
 */
export class PartialResults {
  readonly #plan: Plan;
  readonly #submission: Submission;
  readonly #isolation: Isolation;
  readonly #language: string;
  readonly #formats: readonly WantedFormat[];
  readonly #records: CheckRecord[] = [];
  readonly #started = new Date();
  #written = performance.now();

  constructor(plan: Plan, submission: Submission, isolation: Isolation, language: string, formats: readonly WantedFormat[]) {
    this.#plan = plan;
    this.#submission = submission;
    this.#isolation = isolation;
    this.#language = language;
    this.#formats = formats.filter(({ name, file }) => file !== null && (name === 'gradescope' || name === 'classroom50'));
  }

  add(record: CheckRecord): void {
    this.#records.push(record);
    if (this.#formats.length === 0 || performance.now() - this.#written < EVERY) return;
    const message = `not finished: ${this.#records.length} of ${this.#plan.checks.length} checks have ended`;
    const grade = gradeRun(this.#plan, this.#records, { submission: this.#submission.id, status: 'cut-short', message, isolation: this.#isolation.text, language: this.#language, started: this.#started.toISOString(), duration: Date.now() - this.#started.getTime(), key: '' });
    writeGrade(grade, this.#formats, () => {});
    this.#written = performance.now();
  }
}
