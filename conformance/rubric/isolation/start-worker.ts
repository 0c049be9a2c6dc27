import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BUBBLEWRAP, NETWORK_WORDS } from './bubble.ts';
import type { News, Order } from './worker-message.ts';

/** Kept of what a worker prints. */
const TAIL = 4000;

/** A process in a network of its own. */
export interface Worker {
  readonly tell: (order: Order) => void;
  /** Resolves when it has ended, with how. */
  readonly ended: Promise<string>;
  readonly kill: () => void;
}

/** Starts a worker. It never throws: one that cannot be started has ended at once. */
export function startWorker(listen: (news: News) => void): Worker {
  const child = spawn(BUBBLEWRAP, [...NETWORK_WORDS, process.execPath, ...workerWords()], { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let printed = '';
  child.stderr?.on('data', (chunk: Buffer) => { printed = (printed + chunk.toString('utf8')).slice(-TAIL); });
  child.on('message', (news) => listen(news as News));
  return {
    tell: (order) => { if (child.connected) child.send(order, () => {}); },
    ended: new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, signal) => resolve(`${signal === null ? `exit status ${code}` : `signal ${signal}`}${printed === '' ? '' : `: ${printed.trim()}`}`));
    }),
    kill: () => { try { if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL'); } catch { /* it has gone */ } },
  };
}

/** The worker as compiled, or from its source with what runs this from source. */
function workerWords(): string[] {
  const url = new URL('worker.js', import.meta.url);
  if (import.meta.url.endsWith('.js')) return [fileURLToPath(url)];
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href, fileURLToPath(new URL('worker.ts', import.meta.url))];
}
