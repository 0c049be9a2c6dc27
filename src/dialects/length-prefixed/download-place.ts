import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ReferenceServer, type ServerOptions, type ServerParts } from '../../server/reference-server.ts';
import { formatRequest } from './request-reader.ts';

/** A served directory, one to download into, and servers, for one test. */
export interface DownloadPlace {
  readonly root: string;
  readonly into: string;
  readonly serve: (options?: Partial<ServerOptions>, parts?: Partial<ServerParts>) => Promise<ReferenceServer>;
  readonly remove: () => Promise<void>;
}

export async function downloadPlace(parts: Partial<ServerParts>): Promise<DownloadPlace> {
  const top = await mkdtemp(join(tmpdir(), 'ftpspec-download-'));
  const [root, into] = [await mkdtemp(join(top, 'root-')), await mkdtemp(join(top, 'into-'))];
  const servers: ReferenceServer[] = [];
  return {
    root, into,
    serve: async (options = {}, others = {}) => {
      const server = await ReferenceServer.start({ root, ...options }, { ...parts, ...others });
      servers.push(server);
      return server;
    },
    remove: async () => {
      for (const server of servers) await server.stop(0);
      await rm(top, { recursive: true, force: true });
    },
  };
}

/** All that a server says to a request. */
export async function answerOf(address: { host: string; port: number }, ...request: Parameters<typeof formatRequest>): Promise<Buffer> {
  const socket = createConnection(address);
  socket.write(formatRequest(...request));
  const answer = await buffer(socket);
  socket.destroy();
  return answer;
}
