import type { Outcome, AttemptOptions } from '../attempt.ts';
import { startWorker } from './start-worker.ts';

/** Milliseconds beyond the times of the assignment after which a worker is stuck, not slow. */
const PATIENCE = 120_000;

/** {@link attempt} in a process that shares a network with the submission and nobody else. */
export async function attemptInBubble({ plan, submission, confinement, root, signal, reproduce, record }: AttemptOptions): Promise<Outcome> {
  let outcome: Outcome | null = null;
  const worker = startWorker((news) => {
    if (news.kind === 'outcome') ({ outcome } = news);
    if (news.kind === 'record') record(news.record.type === 'check' ? { ...news.record, reproduce: reproduce(news.record.id) } : news.record);
  });
  const stop = (): void => worker.tell({ kind: 'stop' });
  signal.addEventListener('abort', stop, { once: true });
  const { build, start, run } = plan.assignment.time;
  const timer = setTimeout(worker.kill, build + start + run + PATIENCE);
  try {
    worker.tell({ kind: 'attempt', path: plan.file.path, assignment: plan.assignment, submission, confinement, root });
    if (signal.aborted) stop();
    const ended = await worker.ended;
    if (outcome === null) throw new Error(`the process that runs the checks ended before it was done: ${ended}`);
    return outcome;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    worker.kill();
  }
}
