import { join } from 'node:path';
import type { Isolation } from '../../conformance/rubric/isolation/isolation.ts';
import type { Plan } from '../../conformance/rubric/plan.ts';
import { parseFormat } from '../../reports/grading/grade-formats.ts';
import { scoreText } from '../../reports/grading/rows.ts';
import { terminalSafe } from '../../reports/escape-terminal.ts';
import { Terminal } from '../../reports/terminal.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { gradeClass } from '../grader/grade-class.ts';
import { ofShard } from '../grader/shard.ts';
import { listSubmissions } from '../grader/submissions.ts';
import type { GradeCommandOptions } from './grade-options.ts';
import { submissionLine } from './reproduce.ts';
import { onStopSignal, signalExitCode, type StopSignal } from './stop-signals.ts';

const [NOTHING_RAN, OUR_FAULT] = [2, 4];

/** Grades a class, or a shard of it. @returns the exit code */
export async function performClass(plan: Plan, options: GradeCommandOptions, isolation: Isolation, path: string): Promise<number> {
  const formats = options.format.map(parseFormat);
  if (formats.some(({ file }) => file !== null)) throw new FtpspecError('USAGE', 'a file for --format goes with a single submission', { hint: 'Of a class each folder in --out gets its own: name the format alone.' });
  for (const name of ['baseline', 'writeBaseline', 'cwd', 'id'] as const) if (options[name] !== undefined && options[name] !== '.') throw new FtpspecError('USAGE', `--${name === 'writeBaseline' ? 'write-baseline' : name} goes with a single submission`);
  const { submission } = plan.assignment;
  const all = listSubmissions(path, {
    spawn: options.spawn ?? submission.spawn ?? null, build: options.build ?? submission.build ?? null, user: options.user ?? submission.user, password: options.password ?? submission.password, account: options.account ?? submission.account,
  });
  const submissions = ofShard(all, options.shard ?? null);
  const screen = new Terminal(process.stdout);
  const abort = new AbortController();
  let caught: StopSignal | null = null;
  const release = onStopSignal((name) => { caught = name; abort.abort(); }, () => {});
  try {
    if (submissions.length === 0) screen.lines('this shard holds no submission');
    const rows = await gradeClass({
      plan, submissions, isolation, language: options.lang, out: options.out, jobs: options.jobs, formats: formats.map(({ name }) => name), resume: !options.restart, signal: abort.signal,
      reproduce: (one) => (id) => submissionLine(one, plan.assignment.protocol, id),
      progress: (grade, done, kept) => screen.lines(`${String(done).padStart(String(submissions.length).length)}/${submissions.length}  ${terminalSafe(grade.submission)}  ${grade.status === 'graded' ? '' : `${grade.status}  `}${scoreText(grade)}${kept ? '  (graded before)' : ''}`),
    });
    screen.lines(`${rows.length} of ${submissions.length} submissions: ${join(options.out, 'summary.html')}, summary.csv, summary.json`, `isolation ${isolation.text}`);
    if (caught !== null) return signalExitCode(caught);
    if (rows.some(({ status }) => status === 'failed')) return OUR_FAULT;
    return rows.length === 0 && options.shard === undefined ? NOTHING_RAN : 0;
  } finally {
    release();
  }
}
