import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FtpspecError } from '../../../src/ftpspec-error.ts';
import { assignmentSchema } from '../assignment.ts';
import { preparePlace } from '../prepare-place.ts';
import { bubbleIsolation, LIMITS, NO_ISOLATION, type AskedIsolation, type Isolation } from './isolation.ts';
import { startWorker } from './start-worker.ts';

/** Milliseconds that a bubble which only says that it is there may take, on a machine that has much else to do. */
const PATIENCE = 60_000;

let tried: Promise<Isolation | string> | null = null;

/**
 * The isolation that was asked for, if this machine can do it; whether it can is found by doing it, once.
 * @throws FtpspecError `NO_ISOLATION` for `bwrap` where it does not work
 */
export async function chooseIsolation(asked: AskedIsolation): Promise<Isolation> {
  if (asked === 'none') return NO_ISOLATION;
  if (asked === 'limits') return LIMITS;
  const bubble = await (tried ??= tryBubble());
  if (typeof bubble !== 'string') return bubble;
  if (asked === 'auto') return LIMITS;
  throw new FtpspecError('NO_ISOLATION', `--isolation bwrap does not work here: ${bubble}`, { hint: 'Is bubblewrap installed, and may it make user and network namespaces here? In a container it often may not: there --isolation limits is what is left.' });
}

/** What holds in a bubble, or why there can be none. */
async function tryBubble(): Promise<Isolation | string> {
  const place = await mkdtemp(join(tmpdir(), 'ftpspec-isolation-'));
  const directory = await mkdtemp(join(tmpdir(), 'ftpspec-isolation-'));
  try {
    const { confinement } = await preparePlace({ place, directory, copy: true, isolation: 'bwrap', limits: assignmentSchema.parse({ name: 'trial' }).limits });
    let result: Isolation | string | null = null;
    const worker = startWorker((news) => {
      if (news.kind === 'tried') result = news.ended === 'exit status 0' ? bubbleIsolation(/^counted$/m.test(news.output)) : `${news.ended}: ${news.output.trim()}`;
    });
    const timer = setTimeout(worker.kill, PATIENCE);
    worker.tell({ kind: 'try', confinement });
    const ended = await worker.ended;
    clearTimeout(timer);
    return result ?? ended;
  } finally {
    for (const path of [place, directory]) await rm(path, { recursive: true, force: true, maxRetries: 3 });
  }
}
