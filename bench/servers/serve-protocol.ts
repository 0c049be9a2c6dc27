import { forgetPeak, peakMiB } from '../measure/peak-memory.ts';
import { cpuSeconds } from '../measure/process-tree.ts';
import type { ProtocolServerJob } from '../programs/protocol-server.ts';
import type { ProtocolTransferJob } from '../programs/protocol-transfer.ts';
import { startProgram } from '../programs/start-program.ts';
import type { TransferJob } from '../programs/transfer.ts';
import { FTP } from './protocols.ts';
import type { Served } from './served.ts';

const ACCOUNT = { user: 'tester', password: 'secret' };
const MIB = 1024 * 1024;

/** What one transfer took. */
export interface Taken {
  readonly seconds: number;
  /** CPU seconds of the server. */
  readonly cpu: number;
  /** The most memory that the server's process had meanwhile, in MiB. */
  readonly peak: number;
}

/** Starts the reference server of a protocol. With `discard` no upload comes to its disk. */
export async function serveProtocol(protocol: string, root: string, discard: boolean): Promise<Served> {
  const program = await startProgram<{ host: string; port: number }>('protocol-server', { protocol, root, discard, ...ACCOUNT } satisfies ProtocolServerJob);
  return { name: protocol, ...program.told, ...ACCOUNT, pid: program.pid, stop: program.stop };
}

/** One large transfer, by a client in a process of its own. */
export async function transferOnce({ name, host, port, pid }: Served, verb: 'GET' | 'PUT', path: string, mebibytes: number): Promise<Taken> {
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
