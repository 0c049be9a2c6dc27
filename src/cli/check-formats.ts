import { plainPlan } from '../../conformance/rubric/plain-plan.ts';
import { ENGLISH } from '../../conformance/rubric/texts/texts.ts';
import { NO_ISOLATION } from '../../conformance/rubric/isolation/isolation.ts';
import { gradeRun, statusOf } from '../../conformance/rubric/grade-run.ts';
import { parseFormat, writeGrade } from '../../reports/grading/grade-formats.ts';
import type { Log } from '../../reports/log.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { driftFrom, driftLines, readBaseline, writeBaseline } from '../grader/baseline.ts';
import type { CheckJob } from './perform-check.ts';

/** Finds out before a run whether its formats and baseline can work. @throws FtpspecError `USAGE`, ReportError `unknown-format` */
export function checkFormats({ format, baseline }: CheckJob['options']): void {
  for (const { name, file } of format.map(parseFormat)) if (file === null && name !== 'github') throw new FtpspecError('USAGE', `--format ${name} needs a file: --format ${name}=FILE`, { hint: 'Standard output holds the report for people; only github\'s annotations go there too.' });
  if (baseline !== undefined) readBaseline(baseline);
}

/**
 * Writes the formats for platforms, a point a check, and compares with the baseline.
 * @returns false when the run differs from its baseline, true when it does not, null without a baseline
 */
export function writeFormats({ suite, checks, options }: CheckJob, log: Log, target: string, say: (text: string) => void): boolean | null {
  if (options.format.length > 0) {
    const status = statusOf(log.end?.reason ?? null);
    const grade = gradeRun(plainPlan(suite, checks, `Conformance of ${suite.table.protocol.name}`), log.checks, {
      submission: target, status, message: status === 'graded' ? null : 'the run did not end by itself', isolation: NO_ISOLATION.text, language: ENGLISH, started: log.run.started, duration: log.end?.duration ?? 0, key: '',
    });
    writeGrade(grade, options.format.map(parseFormat), say);
  }
  if (options.writeBaseline !== undefined) writeBaseline(options.writeBaseline, log.checks);
  if (options.baseline === undefined) return null;
  const drift = driftLines(driftFrom(readBaseline(options.baseline), log.checks));
  say(drift.map((line) => `${line}\n`).join(''));
  return drift.length === 0;
}
