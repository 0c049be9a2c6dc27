import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FtpspecError } from '../src/ftpspec-error.ts';
import type { FromReference, ReferenceOrder, ToReference } from './reference-process.ts';
import type { StartedTestee } from './start-testee.ts';

/** The built program has `.js` files, the sources `.ts`. */
const ENTRY = fileURLToPath(new URL(`./reference-process${extname(import.meta.url)}`, import.meta.url));

/**
 * The reference server in a process of its own, so that suite and server have a core each.
 * @throws FtpspecError `SPAWN_FAILED` when the server does not start
 */
export async function forkReference(order: ReferenceOrder): Promise<StartedTestee> {
  const child = fork(ENTRY, [], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let ending: string | null = null;
  const ended = new Promise<null>((resolve) => {
    const finish = (text: string): void => { ending ??= text; resolve(null); };
    child.once('exit', (code, signal) => finish(signal === null ? `exit status ${code}` : `signal ${signal}`));
    child.on('error', (error) => finish(error.message));
  });
  const ask = async <Kind extends FromReference['kind']>(told: ToReference, kind: Kind): Promise<Extract<FromReference, { kind: Kind }> | null> => {
    if (ending !== null) return null;
    const answered = once(child, 'message').catch(() => null);
    child.send(told);
    const answer = await Promise.race([answered, ended]);
    return answer === null || answer[0].kind !== kind ? null : answer[0];
  };
  const listening = await ask(order, 'listening');
  if (listening === null) {
    child.kill('SIGKILL');
    throw new FtpspecError('SPAWN_FAILED', `the reference server does not start: ${ending ?? 'it says nothing'}`);
  }
  let { port } = listening;
  const restart = async (): Promise<boolean> => {
    const restarted = await ask('restart', 'restarted');
    if (restarted !== null) port = restarted.port;
    return restarted !== null;
  };
  return {
    testee: { host: listening.host, get port() { return port; }, root: listening.root, restart, ...order.credentials },
    greeting: listening.greeting === null ? null : Buffer.from(listening.greeting),
    exited: () => ending, ending: async () => ending, restart: null,
    stop: async () => {
      await ask('stop', 'stopped');
      await ended;
    },
  };
}
