import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import type { Table } from '../measure/table.ts';
import { PROTOCOLS, verbsOf } from '../servers/protocols.ts';
import { serveProtocol, transferOnce } from '../servers/serve-protocol.ts';

/** MiB of the small file, and how many times the large one is as large as that of the other benchmarks: 10 GiB. */
const SMALL = 10;
const TIMES = 10;

/** The memory of a server with a huge file beside that with a small one, for each protocol. */
export const protocolsMemory: Benchmark = {
  name: 'protocols-memory',
  measure: async ({ directory, size }) => {
    const root = await mkdtemp(join(directory, 'ftpspec-bench-'));
    try {
      return [await memory(root, size * TIMES)];
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
};

/** A hole on the disk is sent, and what is received goes nowhere: the disk has no part in it. */
async function memory(root: string, size: number): Promise<Table> {
  const rows: [string, ...string[]][] = [];
  const data: Record<string, Record<string, number>> = {};
  for (const [name, mebibytes] of [['small', SMALL], ['huge', size]] as const) await hole(join(root, name), mebibytes);
  for (const protocol of Object.keys(PROTOCOLS)) {
    const server = await serveProtocol(protocol, root, true);
    try {
      const peaks: Record<string, number> = {};
      for (const verb of verbsOf(protocol)) {
        // Compilers and heaps have to warm up before memory means anything.
        for (let times = 0; times < 5; times += 1) await transferOnce(server, verb, verb === 'GET' ? 'small' : 'stored', SMALL);
        peaks[`${verb} small`] = (await transferOnce(server, verb, verb === 'GET' ? 'small' : 'stored', SMALL)).peak;
        peaks[`${verb} huge`] = (await transferOnce(server, verb, verb === 'GET' ? 'huge' : 'stored', size)).peak;
      }
      data[protocol] = peaks;
      rows.push([protocol, ...['GET small', 'GET huge', 'PUT small', 'PUT huge'].map((key) => peaks[key]?.toFixed(0) ?? '-')]);
    } finally {
      await server.stop();
    }
  }
  return {
    title: `Peak memory of the server, MiB: ${SMALL} MiB beside ${size} MiB`,
    columns: [`GET ${SMALL} MiB`, `GET ${size} MiB`, `PUT ${SMALL} MiB`, `PUT ${size} MiB`],
    rows, data,
    notes: ['The process of the server as a whole, Node included (VmHWM). A hole on the disk is sent; what is received is thrown away. One run.'],
  };
}

async function hole(path: string, mebibytes: number): Promise<void> {
  const file = await open(path, 'w', 0o644);
  await file.truncate(mebibytes * 1024 * 1024);
  await file.close();
}
