import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FtpspecError } from '../../src/ftpspec-error.ts';
import type { CheckRecord, EndRecord, LogRecord } from '../result.ts';
import { runSuite } from '../run-suite.ts';
import { startConfined, type Confinement } from './confined-process.ts';
import { gradeRun, statusOf, type Circumstances } from './grade-run.ts';
import type { Grade } from './grade.ts';
import type { Plan } from './plan.ts';
import { startSubmission } from './submission-server.ts';

/** What somebody handed in, and how it is built and started. */
export interface Submission {
  /** Who handed in. */
  readonly id: string;
  readonly directory: string;
  readonly spawn: string;
  readonly build: string | null;
  readonly user: string;
  readonly password: string;
}

export interface GradeOptions {
  readonly plan: Plan;
  readonly submission: Submission;
  /** The submission is copied first, so that nothing it does changes what was handed in. */
  readonly copy: boolean;
  /** Says whether a grade is still current. */
  readonly key: string;
  readonly signal: AbortSignal;
  /** The command line that runs one check again. */
  readonly reproduce: (id: string) => string;
  /** Told of each record as it is final. */
  readonly record?: (record: LogRecord) => void;
}

/** How submissions are confined here. */
export const LIMITS_TEXT = 'limits: process group of its own, limits of processor time, memory, processes, files, disk and output, no variables of ours, home and directory of its own; the network and the rest of the disk are not closed off';

/**
 * Grades one submission: builds it, starts it, runs the checks that its assignment needs, ends it. What the submission does
 * wrong is in the grade; this throws only for our own faults.
 */
export async function gradeSubmission(options: GradeOptions): Promise<Grade> {
  const { plan, submission } = options;
  const began = performance.now();
  const started = new Date().toISOString();
  const place = await mkdtemp(join(tmpdir(), 'ftpspec-grade-'));
  const grade = (records: readonly CheckRecord[], status: Circumstances['status'], message: string | null): Grade => gradeRun(plan, records, {
    submission: submission.id, status, message, isolation: LIMITS_TEXT, started, duration: Math.round(performance.now() - began), key: options.key,
  });
  try {
    const confinement = await prepare(options, place);
    const failure = submission.build === null ? null : await build(submission.build, confinement, plan.assignment.time.build);
    if (failure !== null) return grade([], 'build-failed', failure);
    const records: CheckRecord[] = [];
    const end = await runChecks(options, confinement, join(place, 'root'), records);
    return typeof end === 'string' ? grade([], 'not-started', end) : grade(records, statusOf(end), end.reason === 'complete' ? null : CUT[end.reason]);
  } finally {
    await rm(place, { recursive: true, force: true, maxRetries: 3 });
  }
}

const CUT = {
  deadline: 'the time allowed for the run was over', interrupted: 'the run was interrupted', 'testee-lost': 'the server went away and did not come back',
} as const;

async function prepare({ plan, submission, copy }: GradeOptions, place: string): Promise<Confinement> {
  const [home, root, work] = [join(place, 'home'), join(place, 'root'), join(place, 'work')];
  await mkdir(home);
  await mkdir(root);
  await chmod(root, 0o777);
  if (copy) await cp(submission.directory, work, { recursive: true, verbatimSymlinks: true, filter: (path) => !/[/\\](\.git|node_modules|__pycache__)$/.test(path) });
  const directory = copy ? work : submission.directory;
  return { directory, home, writable: copy ? [place] : [home, root], limits: plan.assignment.limits, variables: {} };
}

/** Why the build failed, with what it printed; null when it did not. */
async function build(command: string, confinement: Confinement, time: number): Promise<string | null> {
  const child = startConfined(command, confinement);
  const late = new AbortController();
  const ended = await Promise.race([child.ended, pause(time, null, { signal: late.signal }).catch(() => null)]);
  late.abort();
  await child.stop();
  if (ended === 'exit status 0') return null;
  return `the build ${ended === null ? `did not end within ${time} ms` : `failed (${ended})`}: ${command}\n${child.output().trimEnd()}`.trimEnd();
}

/** Runs the checks; a text says why the server did not start. */
async function runChecks({ plan, submission, signal, reproduce, record }: GradeOptions, confinement: Confinement, root: string, records: CheckRecord[]): Promise<EndRecord | string> {
  const { assignment, suite } = plan;
  const { time } = assignment;
  const seed = assignment.seed === 'student' ? submission.id : assignment.seed;
  const server = { command: submission.spawn, credentials: { user: submission.user, password: submission.password }, root, confinement, greets: suite.greets, start: time.start, reply: time.reply, seed: `${seed} ${submission.id}` };
  let started;
  try {
    started = await startSubmission(server);
  } catch (error) {
    if (error instanceof FtpspecError && error.code === 'SPAWN_FAILED') return error.message;
    throw error;
  }
  try {
    return await runSuite({
      table: suite.table, checks: plan.checks, started, target: submission.id, timeout: time.reply, concurrency: assignment.concurrency, deadline: time.run, strict: false,
      ownSessions: !suite.lines, seed, freshSecondLook: true, signal, reproduce,
      record: (one) => {
        if (one.type === 'check') records.push(one);
        record?.(one);
      },
    });
  } finally {
    await started.stop();
  }
}
