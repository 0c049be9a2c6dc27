import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SUITES } from '../../conformance/catalog.ts';
import { ReferenceServer } from '../server/reference-server.ts';
import { REMOTE_PROTOCOLS } from './open-remote.ts';
import type { RemoteFiles, TransferOptions } from './remote-files.ts';

export const NEVER = new AbortController().signal;

/** How a test moves files. */
export const PLAIN: TransferOptions = { resume: true, signal: NEVER, progress: () => {} };

/** A reference server of a protocol and its client, for tests. */
export interface DialectPlace {
  readonly root: string;
  readonly local: string;
  readonly port: number;
  readonly files: RemoteFiles;
  /** What went over the control connection. */
  readonly said: readonly string[];
}

/** Connects to a port of loopback. */
export function speak(protocol: string, port: number, log: (line: string) => void = () => {}, timeout = 5000): Promise<RemoteFiles> {
  return REMOTE_PROTOCOLS[protocol]!.open({ host: '127.0.0.1', port, user: 'anonymous', password: 'me@' }, { timeout, active: false, tls: 'none', insecure: false, log }, NEVER);
}

/** `finished` is given what ends it all (vitest's `onTestFinished`). */
export async function dialectPlace(protocol: string, finished: (end: () => Promise<void>) => void): Promise<DialectPlace> {
  const top = await mkdtemp(join(tmpdir(), 'ftpspec-dialect-'));
  const [root, local] = [join(top, 'root'), join(top, 'local')];
  await Promise.all([mkdir(root), mkdir(local)]);
  const server = await ReferenceServer.start({ root }, SUITES[protocol]!.parts);
  const said: string[] = [];
  const { port } = server.address;
  const files = await speak(protocol, port, (line) => { said.push(line); });
  finished(async () => {
    await files.quit();
    await server.stop(0);
    await rm(top, { recursive: true, force: true });
  });
  return { root, local, port, files, said };
}
