import { setTimeout as pause } from 'node:timers/promises';
import { withLocalServers } from '../../src/client/deadline.ts';
import { FtpspecError } from '../../src/ftpspec-error.ts';
import type { EndRecord, LogRecord } from '../result.ts';
import { runSuite } from '../run-suite.ts';
import { startConfined, type Confinement } from './confined-process.ts';
import type { Submission } from './submission.ts';
import type { Plan } from './plan.ts';
import { startSubmission } from './submission-server.ts';

export interface AttemptOptions {
  readonly plan: Plan;
  readonly submission: Submission;
  readonly confinement: Confinement;
  /** The directory that the server serves. */
  readonly root: string;
  readonly signal: AbortSignal;
  /** The command line that runs one check again. */
  readonly reproduce: (id: string) => string;
  /** Told of each record as it is final. */
  readonly record: (record: LogRecord) => void;
}

/** How it went: it was not built or did not start, with what it printed; or the checks ran, and how that ended. */
export type Outcome =
  | { readonly kind: 'build-failed' | 'not-started'; readonly message: string }
  | { readonly kind: 'ran'; readonly reason: EndRecord['reason'] };

/** Builds a submission, starts it, runs the checks that its assignment needs, ends it. */
export async function attempt(options: AttemptOptions): Promise<Outcome> {
  const { plan: { assignment }, submission, confinement } = options;
  const failure = submission.build === null ? null : await build(submission.build, confinement, assignment.time.build, options.signal);
  return failure === null ? runChecks(options) : { kind: 'build-failed', message: failure };
}

/** Why the build failed, with what it printed; null when it did not. */
async function build(command: string, confinement: Confinement, time: number, signal: AbortSignal): Promise<string | null> {
  const child = startConfined(command, confinement);
  const late = new AbortController();
  const ended = await Promise.race([child.ended, pause(time, null, { signal: AbortSignal.any([late.signal, signal]) }).catch(() => null)]);
  late.abort();
  await child.stop();
  if (ended === 'exit status 0') return null;
  const how = ended !== null ? `failed (${ended})` : signal.aborted ? 'was interrupted' : `did not end within ${time} ms`;
  return `the build ${how}: ${command}\n${child.output().trimEnd()}`.trimEnd();
}

async function runChecks({ plan, submission, confinement, root, signal, reproduce, record }: AttemptOptions): Promise<Outcome> {
  const { assignment, suite } = plan;
  const { time } = assignment;
  const seed = assignment.seed === 'student' ? submission.id : assignment.seed;
  const server = { command: submission.spawn, credentials: { user: submission.user, password: submission.password, ...(submission.account !== undefined && { account: submission.account }) }, root, confinement, greets: suite.greets, start: time.start, reply: time.reply, seed: `${seed} ${submission.id}` };
  let started;
  try {
    started = await startSubmission(server);
  } catch (error) {
    if (error instanceof FtpspecError && error.code === 'SPAWN_FAILED') return { kind: 'not-started', message: error.message };
    throw error;
  }
  try {
    const { reason } = await withLocalServers(() => runSuite({
      table: suite.table, checks: plan.checks, started, target: submission.id, timeout: time.reply, concurrency: assignment.concurrency, deadline: time.run, strict: false,
      ownSessions: !suite.lines, seed, freshSecondLook: true, signal, reproduce, record,
    }));
    return { kind: 'ran', reason };
  } finally {
    await started.stop();
  }
}
