import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { compare, type Column } from '../measure/compare.ts';
import { interleave } from '../measure/interleave.ts';
import type { Table } from '../measure/table.ts';
import { FTP, PROTOCOLS, verbsOf } from '../servers/protocols.ts';
import { serveProtocol, transferOnce } from '../servers/serve-protocol.ts';
import type { Served } from '../servers/served.ts';

const MIB = 1024 * 1024;
const COLUMNS: readonly Column[] = [
  { key: 'GET rate', title: 'GET MiB/s', digits: 0 },
  { key: 'GET cpu', title: 'CPU s/GiB', digits: 2 },
  { key: 'GET peak', title: 'peak MiB', digits: 0, plain: true },
  { key: 'PUT rate', title: 'PUT MiB/s', digits: 0 },
  { key: 'PUT cpu', title: 'CPU s/GiB', digits: 2 },
  { key: 'PUT peak', title: 'peak MiB', digits: 0, plain: true },
];

/** The protocols of one's own beside FTP: large files both ways. */
export const protocols: Benchmark = {
  name: 'protocols',
  measure: async ({ directory, size, runs }) => {
    const root = await mkdtemp(join(directory, 'ftpspec-bench-'));
    try {
      return [await rates(root, size, runs)];
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
};

async function rates(root: string, size: number, runs: number): Promise<Table> {
  const servers: Served[] = [];
  await fill(join(root, 'large'), size);
  try {
    for (const protocol of Object.keys(PROTOCOLS)) servers.push(await serveProtocol(protocol, root, false));
    const samples = await interleave(servers, runs, false, async (server) => {
      const values: Record<string, number> = {};
      for (const verb of verbsOf(server.name)) {
        const { seconds, cpu, peak } = await transferOnce(server, verb, verb === 'GET' ? 'large' : 'stored', size);
        values[`${verb} rate`] = size / seconds;
        values[`${verb} cpu`] = cpu / (size / 1024);
        values[`${verb} peak`] = peak;
        await rm(join(root, 'stored'), { force: true });
      }
      return values;
    });
    return compare(`Each protocol, a file of ${size} MiB, median of ${runs}`, COLUMNS, samples, FTP, [
      'ratio: the number of FTP divided by the one beside it. Peak: the most memory of the server\'s process (VmHWM) during the transfer.',
      'length-prefixed reads the file twice, once for its MD5; length-resume computes SHA-256 while it sends. Neither takes files.',
    ]);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(join(root, 'large'), { force: true });
  }
}

/** Real blocks, not a hole: some systems send holes faster. */
async function fill(path: string, mebibytes: number): Promise<void> {
  const file = await open(path, 'w', 0o644);
  const block = Buffer.alloc(MIB, 'ftpspec\n');
  for (let i = 0; i < mebibytes; i += 1) await file.write(block);
  await file.close();
}
