import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReferenceServer } from '../server/reference-server.ts';
import { FaultyNetwork, type Fault } from './faulty-network.ts';

/** A reference server with a directory, and a local directory, for tests. */
export interface FtpPlace {
  readonly root: string;
  readonly local: string;
  readonly port: number;
  /** A network to the server that fails once. */
  readonly faulty: (fault: Fault) => Promise<FaultyNetwork>;
  readonly remove: () => Promise<void>;
}

/** The user is alice, her password secret; Bob may only read, with the password pw. */
export async function ftpPlace(): Promise<FtpPlace> {
  const top = await mkdtemp(join(tmpdir(), 'ftpspec-user-client-'));
  const [root, local] = [join(top, 'root'), join(top, 'local')];
  await Promise.all([mkdir(root), mkdir(local)]);
  const users = [{ name: 'alice', password: 'secret', readOnly: false }, { name: 'bob', password: 'pw', readOnly: true }];
  const server = await ReferenceServer.start({ root, users });
  const { port } = server.address;
  const networks: FaultyNetwork[] = [];
  return {
    root, local, port,
    faulty: async (fault) => {
      const network = await FaultyNetwork.start(port, fault);
      networks.push(network);
      return network;
    },
    remove: async () => {
      for (const network of networks) network.stop();
      await server.stop(0);
      await rm(top, { recursive: true, force: true });
    },
  };
}
