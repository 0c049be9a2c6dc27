import { mkdtemp, rm } from 'node:fs/promises';
import { connect as dial, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataPort } from './data-port.ts';
import type { DataSocket } from './data-socket.ts';

/** Takes what ends a thing with its test (vitest's `onTestFinished`). */
type Finished = (end: () => Promise<void> | void) => void;

/** Both ends of one data connection for a test, opened as a session does. */
export async function dataPair(finished: Finished, peerReads = true): Promise<{ ours: DataSocket; theirs: Socket }> {
  const port = new DataPort({ peer: '127.0.0.1', local: '127.0.0.1' });
  finished(() => port.close());
  const listening = await port.passive({ family: 4, address: '127.0.0.1' });
  if (!listening.ok) throw new Error(listening.reason);
  const theirs = dial({ port: listening.port, host: '127.0.0.1', allowHalfOpen: true });
  theirs.on('error', () => {});
  if (!peerReads) theirs.pause();
  finished(() => void theirs.destroy());
  const opened = await port.open(5000);
  if (!opened.ok) throw new Error(opened.reason);
  return { ours: opened.socket, theirs };
}

/** A directory for a test. */
export async function temporaryDirectory(finished: Finished): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'ftpspec-data-'));
  finished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
