import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { compare, type Column } from '../measure/compare.ts';
import { interleave } from '../measure/interleave.ts';
import { cpuSeconds } from '../measure/process-tree.ts';
import { startProgram } from '../programs/start-program.ts';
import type { TransferJob } from '../programs/transfer.ts';
import { REFERENCE, type Served } from '../servers/served.ts';
import { withServers } from '../servers/with-servers.ts';

const MIB = 1024 * 1024;
const COLUMNS: readonly Column[] = [
  { key: 'RETR rate', title: 'RETR MiB/s', digits: 0 },
  { key: 'RETR cpu', title: 'CPU s/GiB', digits: 2 },
  { key: 'STOR rate', title: 'STOR MiB/s', digits: 0 },
  { key: 'STOR cpu', title: 'CPU s/GiB', digits: 2 },
];

/** Large files both ways, and what two bare sockets do with as many bytes. */
export const transfers: Benchmark = {
  name: 'transfers',
  measure: ({ directory, size, runs }) => withServers(directory, async ({ servers, root, absent }) => {
    const bytes = size * MIB;
    await fill(join(root, 'large'), size);
    const sockets = await startProgram<{ source: number; sink: number }>('sockets', { bytes });
    const bare = { ...servers[0]!, name: 'two sockets', pid: sockets.pid };
    const samples = await interleave([...servers, bare], runs, false, async (server) => {
      const values: Record<string, number> = {};
      for (const verb of ['RETR', 'STOR'] as const) {
        const port = server !== bare ? server.port : verb === 'RETR' ? sockets.told.source : sockets.told.sink;
        const path = verb === 'RETR' ? 'large' : 'stored';
        const account = server === bare ? null : { user: server.user, password: server.password };
        const { seconds, cpu } = await transfer(server, { host: server.host, port, verb, path, bytes, account });
        values[`${verb} rate`] = size / seconds;
        values[`${verb} cpu`] = cpu / (size / 1024);
        await rm(join(root, 'stored'), { force: true });
      }
      return values;
    }).finally(sockets.stop);
    return [compare(`A file of ${size} MiB, median of ${runs}`, COLUMNS, samples, REFERENCE, [
      'The client is a Node process of its own that reads into one buffer and sends zeros from one.',
      '"two sockets": the same client with a bare Node server, no FTP and no file; it receives as Node does by default.',
      ...absent,
    ])];
  }),
};

async function transfer(server: Served, job: TransferJob): Promise<{ seconds: number; cpu: number }> {
  const before = await cpuSeconds(server.pid);
  const client = await startProgram<{ seconds: number }>('transfer', job);
  const cpu = (await cpuSeconds(server.pid)) - before;
  await client.stop();
  return { seconds: client.told.seconds, cpu };
}

/** Real blocks, not a hole: some systems send holes faster. */
export async function fill(path: string, mebibytes: number): Promise<void> {
  const file = await open(path, 'w', 0o644);
  const block = Buffer.alloc(MIB, 'ftpspec\n');
  for (let i = 0; i < mebibytes; i += 1) await file.write(block);
  await file.close();
}
