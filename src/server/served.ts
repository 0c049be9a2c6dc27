import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dialogue } from './dialogue.ts';
import { ReferenceServer, type ServerOptions, type ServerParts } from './reference-server.ts';

export interface Served {
  readonly server: ReferenceServer;
  /** The served directory. */
  readonly root: string;
  /** A new control connection, ended with the test. */
  readonly connect: (localAddress?: string) => Promise<Dialogue>;
  /** A new session of the user `tester`, logged in. */
  readonly session: () => Promise<Dialogue>;
}

/**
 * A reference server for a test, on a free loopback port with a directory of its own; `finished` is given what ends it
 * (vitest's `onTestFinished`).
 */
export async function served(finished: (end: () => Promise<void>) => void, options: Partial<ServerOptions> = {}, parts: Partial<ServerParts> = {}): Promise<Served> {
  const root = await mkdtemp(join(tmpdir(), 'ftpspec-served-'));
  const server = await ReferenceServer.start({ root, users: [{ name: 'tester', password: 'secret', readOnly: false }], ...options }, parts);
  const { address } = server;
  const dialogues: Dialogue[] = [];
  finished(async () => {
    for (const dialogue of dialogues) dialogue.destroy();
    await server.stop(0);
    await rm(root, { recursive: true, force: true });
  });
  const connect = async (localAddress?: string): Promise<Dialogue> => {
    const dialogue = await Dialogue.connect(address, localAddress);
    dialogues.push(dialogue);
    return dialogue;
  };
  return {
    server, root, connect,
    session: async () => {
      const dialogue = await connect();
      await dialogue.login();
      return dialogue;
    },
  };
}
