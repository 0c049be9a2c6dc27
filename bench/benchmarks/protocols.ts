import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { compare, type Column } from '../measure/compare.ts';
import { interleave } from '../measure/interleave.ts';
import { forgetPeak, peakMiB } from '../measure/peak-memory.ts';
import { cpuSeconds } from '../measure/process-tree.ts';
import type { Table } from '../measure/table.ts';
import type { ProtocolServerJob } from '../programs/protocol-server.ts';
import type { ProtocolTransferJob } from '../programs/protocol-transfer.ts';
import { startProgram } from '../programs/start-program.ts';
import type { TransferJob } from '../programs/transfer.ts';
import { PROTOCOLS, takesFiles } from '../servers/protocols.ts';
import type { Served } from '../servers/served.ts';

const MIB = 1024 * 1024;
const FTP = 'ftp';
const ACCOUNT = { user: 'tester', password: 'secret' };
/** MiB of the file that a large one is compared with, and how many times the size of the first table the large one has. */
const SMALL = 10;
const TIMES = 10;

const COLUMNS: readonly Column[] = [
  { key: 'GET rate', title: 'GET MiB/s', digits: 0 },
  { key: 'GET cpu', title: 'CPU s/GiB', digits: 2 },
  { key: 'GET peak', title: 'peak MiB', digits: 0, plain: true },
  { key: 'PUT rate', title: 'PUT MiB/s', digits: 0 },
  { key: 'PUT cpu', title: 'CPU s/GiB', digits: 2 },
  { key: 'PUT peak', title: 'peak MiB', digits: 0, plain: true },
];

/** The protocols of one's own beside FTP: large files both ways, and what they take of memory. */
export const protocols: Benchmark = {
  name: 'protocols',
  measure: async ({ directory, size, runs }) => {
    const root = await mkdtemp(join(directory, 'ftpspec-bench-'));
    try {
      return [await rates(root, size, runs), await memory(root, size * TIMES)];
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
};

async function rates(root: string, size: number, runs: number): Promise<Table> {
  const servers: Served[] = [];
  await fill(join(root, 'large'), size);
  try {
    for (const protocol of Object.keys(PROTOCOLS)) servers.push(await serve(protocol, root, false));
    const samples = await interleave(servers, runs, false, async (server) => {
      const values: Record<string, number> = {};
      for (const verb of verbsOf(server.name)) {
        const { seconds, cpu, peak } = await transfer(server, verb, verb === 'GET' ? 'large' : 'stored', size);
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

/** A hole on the disk is sent, and what is received goes nowhere: the disk has no part in it. */
async function memory(root: string, size: number): Promise<Table> {
  const rows: [string, ...string[]][] = [];
  const data: Record<string, Record<string, number>> = {};
  for (const [name, mebibytes] of [['small', SMALL], ['huge', size]] as const) await hole(join(root, name), mebibytes);
  for (const protocol of Object.keys(PROTOCOLS)) {
    const server = await serve(protocol, root, true);
    try {
      const peaks: Record<string, number> = {};
      for (const verb of verbsOf(protocol)) {
        // Compilers and heaps have to warm up before memory means anything.
        for (let times = 0; times < 5; times += 1) await transfer(server, verb, verb === 'GET' ? 'small' : 'stored', SMALL);
        peaks[`${verb} small`] = (await transfer(server, verb, verb === 'GET' ? 'small' : 'stored', SMALL)).peak;
        peaks[`${verb} huge`] = (await transfer(server, verb, verb === 'GET' ? 'huge' : 'stored', size)).peak;
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

function verbsOf(protocol: string): readonly ('GET' | 'PUT')[] { return takesFiles(protocol) ? ['GET', 'PUT'] : ['GET']; }

async function serve(protocol: string, root: string, discard: boolean): Promise<Served> {
  const program = await startProgram<{ host: string; port: number }>('protocol-server', { protocol, root, discard, ...ACCOUNT } satisfies ProtocolServerJob);
  return { name: protocol, ...program.told, ...ACCOUNT, pid: program.pid, stop: program.stop };
}

async function transfer({ name, host, port, pid }: Served, verb: 'GET' | 'PUT', path: string, mebibytes: number): Promise<{ seconds: number; cpu: number; peak: number }> {
  const where = { host, port, path, bytes: mebibytes * MIB };
  await forgetPeak(pid);
  const before = await cpuSeconds(pid);
  const client = name === FTP
    ? await startProgram<{ seconds: number }>('transfer', { ...where, verb: verb === 'GET' ? 'RETR' : 'STOR', account: ACCOUNT } satisfies TransferJob)
    : await startProgram<{ seconds: number }>('protocol-transfer', { ...where, protocol: name, verb } satisfies ProtocolTransferJob);
  const cpu = (await cpuSeconds(pid)) - before;
  await client.stop();
  return { seconds: client.told.seconds, cpu, peak: await peakMiB(pid) };
}

/** Real blocks, not a hole: some systems send holes faster. */
async function fill(path: string, mebibytes: number): Promise<void> {
  const file = await open(path, 'w', 0o644);
  const block = Buffer.alloc(MIB, 'ftpspec\n');
  for (let i = 0; i < mebibytes; i += 1) await file.write(block);
  await file.close();
}

async function hole(path: string, mebibytes: number): Promise<void> {
  const file = await open(path, 'w', 0o644);
  await file.truncate(mebibytes * MIB);
  await file.close();
}
