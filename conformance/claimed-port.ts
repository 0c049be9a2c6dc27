import { createSocket, type Socket } from 'node:dgram';
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { kernelSockets } from '../src/client/kernel-sockets.ts';
import { FtpspecError } from '../src/ftpspec-error.ts';

/** Ports that the kernel gives to nobody unasked (Linux: from 32768). */
const [LOWEST, PORTS] = [12_000, 18_000];
/** Far apart, so that neighbours in time are none in number; prime to `PORTS`, so that all come up. */
const STEP = 7919;

/** A TCP port on 127.0.0.1 for a server that we start, kept from other runs of this program until it is given back. */
export interface ClaimedPort {
  readonly port: number;
  readonly release: () => Promise<void>;
}

/**
 * Claims a port that nobody listens on and that no earlier connection holds in TIME_WAIT: a server may bind it without
 * SO_REUSEADDR. The claim is the UDP port of the same number, so it ends with this process, however that ends.
 * @param seed the first port tried follows from it; absent: any
 * @throws FtpspecError `SPAWN_FAILED` when there is none
 */
export async function claimPort(seed: string = randomBytes(8).toString('hex')): Promise<ClaimedPort> {
  const first = createHash('sha256').update(`port ${seed}`).digest().readUInt32BE() % PORTS;
  const used = portsInUse();
  for (let turn = 0; turn < PORTS; turn += 1) {
    const port = LOWEST + ((first + turn * STEP) % PORTS);
    if (used.has(port)) continue;
    const claim = await bindUdp(port);
    if (claim === null) continue;
    let released: Promise<void> | undefined;
    const release = (): Promise<void> => (released ??= new Promise((resolve) => { claim.close(resolve); }));
    if (await isFree(port)) return { port, release };
    await release();
  }
  throw new FtpspecError('SPAWN_FAILED', 'no port is free on 127.0.0.1', { hint: 'Which programs listen there? See `ss -ltn`.' });
}

/** Local ports of all TCP sockets, those of ended connections too; empty where there is no `/proc`. */
function portsInUse(): ReadonlySet<number> {
  const ports = new Set<number>();
  for (const lines of kernelSockets()) for (const match of lines.matchAll(/^ *\d+: [0-9A-F]+:([0-9A-F]{4}) /gm)) ports.add(Number.parseInt(match[1]!, 16));
  return ports;
}

function bindUdp(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4').unref();
    socket.once('error', () => resolve(null));
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(socket));
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => { server.close(() => resolve(true)); });
  });
}
