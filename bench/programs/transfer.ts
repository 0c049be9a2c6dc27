import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Control, type Account, type Endpoint } from './control.ts';
import { argument, tell } from './tell.ts';
import { sendZeros } from './zeros.ts';

/** One large transfer, by a client in a process of its own so that it takes no CPU from the server's. */
export interface TransferJob extends Endpoint {
  readonly verb: 'RETR' | 'STOR';
  readonly path: string;
  readonly bytes: number;
  /** Null: the port is itself the data port, and there is no control connection. */
  readonly account: Account | null;
}

const job = argument() as TransferJob;
const control = job.account === null ? null : await Control.open(job);
if (control !== null && job.account !== null) {
  await control.logIn(job.account);
  await control.command('TYPE I', '200');
}
const port = control === null ? job.port : await control.passive();

/** Reads into one buffer that is never looked at. */
async function discard(socket: Socket): Promise<void> {
  await once(socket, 'close');
  if (received !== job.bytes) throw new Error(`received ${received} bytes of ${job.bytes}`);
}

let received = 0;
const began = performance.now();
const socket = connect({
  host: job.host, port,
  ...(job.verb === 'RETR' && { onread: { buffer: Buffer.allocUnsafe(1024 * 1024), callback: (length: number) => { received += length; return true; } } }),
});
const connected = once(socket, 'connect');
await control?.command(`${job.verb} ${job.path}`, '1');
await connected;
const moved = job.verb === 'RETR' ? discard(socket) : sendZeros(socket, job.bytes);
if (job.verb === 'STOR') socket.resume();
await moved;
if (control !== null) await control.reply('2');
else if (!socket.closed) await once(socket, 'close');
// The session stays until we are told to end: its process must be there to be measured.
tell({ seconds: (performance.now() - began) / 1000 });
