import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { compare, type Column } from '../measure/compare.ts';
import { interleave } from '../measure/interleave.ts';
import { cpuSeconds } from '../measure/process-tree.ts';
import { startProgram } from '../programs/start-program.ts';
import type { TlsTransferJob, TlsTransferTold } from '../programs/tls-transfer.ts';
import { REFERENCE, type Served } from '../servers/served.ts';
import { withServers } from '../servers/with-servers.ts';
import { fill } from './transfers.ts';

const MIB = 1024 * 1024;
const COLUMNS: readonly Column[] = [
  { key: 'RETR cpu', title: 'RETR CPU s/GiB', digits: 2 },
  { key: 'RETR rate', title: 'MiB/s', digits: 0 },
  { key: 'STOR cpu', title: 'STOR CPU s/GiB', digits: 2 },
  { key: 'STOR rate', title: 'MiB/s', digits: 0 },
];

/** Large files both ways under TLS, and what two bare TLS sockets of Node do with as many bytes. */
export const tlsTransfers: Benchmark = {
  name: 'tls-transfers',
  measure: ({ directory, size, runs }) => withServers(directory, async ({ servers, root, absent }) => {
    const bytes = size * MIB;
    await fill(join(root, 'large'), size);
    const sockets = await startProgram<{ source: number; sink: number }>('sockets', { bytes, tls: true });
    const bare = { ...servers[0]!, name: 'two sockets', pid: sockets.pid };
    const ciphers = new Map<string, string>();
    const samples = await interleave([...servers, bare], runs, false, async (server) => {
      const values: Record<string, number> = {};
      for (const verb of ['RETR', 'STOR'] as const) {
        const port = server !== bare ? server.port : verb === 'RETR' ? sockets.told.source : sockets.told.sink;
        const account = server === bare ? null : { user: server.user, password: server.password };
        const { cpu, told } = await transfer(server, { host: server.host, port, verb, path: verb === 'RETR' ? 'large' : 'stored', bytes, account });
        values[`${verb} rate`] = size / told.seconds;
        values[`${verb} cpu`] = cpu / (size / 1024);
        ciphers.set(server.name, `${told.cipher}${told.resumed ? ', resumed' : ''}`);
        await rm(join(root, 'stored'), { force: true });
      }
      return values;
    }).finally(sockets.stop);
    return [compare(`A file of ${size} MiB over TLS, median of ${runs}`, COLUMNS, samples, REFERENCE, [
      `Data connections: ${[...ciphers].map(([name, cipher]) => `${name} ${cipher}`).join('; ')}.`,
      'The client is a Node process of its own; its time does not count. "two sockets": a bare TLS server of Node, no FTP and no file.',
      ...absent,
    ])];
  }),
};

async function transfer(server: Served, job: TlsTransferJob): Promise<{ cpu: number; told: TlsTransferTold }> {
  const before = await cpuSeconds(server.pid);
  const client = await startProgram<TlsTransferTold>('tls-transfer', job);
  const cpu = (await cpuSeconds(server.pid)) - before;
  await client.stop();
  return { cpu, told: client.told };
}
