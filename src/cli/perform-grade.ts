import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { gradeSubmission } from '../../conformance/rubric/grade-submission.ts';
import type { Isolation } from '../../conformance/rubric/isolation/isolation.ts';
import type { Submission } from '../../conformance/rubric/submission.ts';
import type { Grade } from '../../conformance/rubric/grade.ts';
import type { Plan } from '../../conformance/rubric/plan.ts';
import { parseFormat, writeGrade } from '../../reports/grading/grade-formats.ts';
import { causeLines, isolationLevel, scoreText, statusText } from '../../reports/grading/rows.ts';
import { Terminal } from '../../reports/terminal.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { driftFrom, driftLines, readBaseline, writeBaseline } from '../grader/baseline.ts';
import { gradeKey } from '../grader/grade-key.ts';
import type { GradeCommandOptions } from './grade-options.ts';
import { PartialResults } from './partial-results.ts';
import { submissionLine } from './reproduce.ts';
import { onStopSignal, signalExitCode, type StopSignal } from './stop-signals.ts';

const [NOT_MET, OUR_FAULT] = [1, 4];

/** Grades one submission. @returns the exit code */
export async function performGrade(plan: Plan, options: GradeCommandOptions, isolation: Isolation): Promise<number> {
  const formats = options.format.map(parseFormat);
  const submission = submissionOf(plan, options);
  const { lang } = options;
  const file = options.baseline ?? (plan.assignment.baseline === undefined ? undefined : resolve(dirname(plan.file.path), plan.assignment.baseline));
  const baseline = file === undefined ? null : readBaseline(file);
  // What a format writes to standard output has to stay clean.
  const screen = new Terminal(formats.some(({ file }) => file === null) ? process.stderr : process.stdout);
  const abort = new AbortController();
  let caught: StopSignal | null = null;
  const release = onStopSignal((name) => { caught = name; abort.abort(); }, () => {});
  try {
    const partial = new PartialResults(plan, submission, isolation, lang, formats);
    let done = 0;
    const grade = await gradeSubmission({
      plan, submission, isolation, language: lang, copy: false, key: gradeKey(plan, submission, { isolation, language: lang }), signal: abort.signal, reproduce: (id) => submissionLine(submission, plan.assignment.protocol, id),
      record: (record) => {
        if (record.type !== 'check') return;
        screen.status(`${(done += 1)}/${plan.checks.length}  ${record.id}`);
        partial.add(record);
      },
    });
    screen.lines(...summaryLines(grade));
    writeGrade(grade, formats, (text) => process.stdout.write(text));
    if (options.writeBaseline !== undefined) writeBaseline(options.writeBaseline, grade.checks);
    const drift = baseline === null ? [] : driftLines(driftFrom(baseline, grade.checks));
    screen.lines(...drift);
    if (caught !== null) return signalExitCode(caught);
    if (grade.checks.some(({ verdict }) => verdict === 'harness-error')) return OUR_FAULT;
    return drift.length > 0 || isBelow(grade, options.require) ? NOT_MET : 0;
  } finally {
    screen.clear();
    release();
  }
}

/** Whether a grade is below so many percent. */
function isBelow(grade: Grade, percent: number | undefined): boolean { return percent !== undefined && grade.score * 100 < grade.max * percent; }

function submissionOf({ assignment }: Plan, options: GradeCommandOptions): Submission {
  const directory = resolve(options.cwd);
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) throw new FtpspecError('USAGE', `--cwd ${options.cwd} is no directory`);
  const spawn = options.spawn ?? assignment.submission.spawn;
  if (spawn === undefined) throw new FtpspecError('USAGE', 'nothing says how the server is started', { hint: 'Give --spawn, or submission.spawn in the assignment.' });
  return { id: options.id ?? basename(directory), directory, spawn, build: options.build ?? assignment.submission.build ?? null, user: options.user ?? assignment.submission.user, password: options.password ?? assignment.submission.password, account: options.account ?? assignment.submission.account };
}

function summaryLines(grade: Grade): string[] {
  const status = statusText(grade);
  return [
    ...(status === null ? [] : status.split('\n')),
    ...grade.stages.flatMap((stage) => stage.items.map((item) => `${item.kind === 'manual' ? '–'.padStart(7) : String(item.score).padStart(7)} / ${String(item.max).padEnd(6)} ${item.name}`)),
    ...causeLines(grade, 5).map((line, index) => `${index === 0 ? '\n' : ''}${line}`).join('\n').split('\n'), '', scoreText(grade), `isolation ${isolationLevel(grade)}`,
  ];
}
