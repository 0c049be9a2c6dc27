import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PEERS, startPeer } from '../../conformance/peers/peer.ts';
import { startProgram } from '../programs/start-program.ts';
import { REFERENCE, type Served } from './served.ts';

/** The servers that run, the directory that they all serve, and why others do not run. */
export interface Field { readonly servers: readonly Served[]; readonly root: string; readonly absent: readonly string[] }

/** Starts the reference server and every peer that can be had here, each afresh, and ends them when `measure` is done. */
export async function withServers<T>(directory: string, measure: (field: Field) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(directory, 'ftpspec-bench-'));
  const servers: Served[] = [];
  const absent: string[] = [];
  try {
    servers.push(await startReference(root));
    for (const name of PEERS) {
      const peer = await startPeer(name, root);
      if ('unavailable' in peer) absent.push(`${name} is left out: ${peer.unavailable}`);
      else servers.push({ ...peer, name });
    }
    return await measure({ servers, root, absent });
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(root, { recursive: true, force: true });
  }
}

async function startReference(root: string): Promise<Served> {
  const account = { user: 'tester', password: 'secret' };
  const program = await startProgram<{ host: string; port: number }>('reference', { root, ...account });
  return { name: REFERENCE, ...program.told, ...account, pid: program.pid, stop: program.stop };
}
