import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { Control, type Account, type Endpoint } from './control.ts';
import { argument, tell } from './tell.ts';
import { sendZeros } from './zeros.ts';

/** One large transfer under TLS, by a client in a process of its own so that it takes no CPU from the server's. */
export interface TlsTransferJob extends Endpoint {
  readonly verb: 'RETR' | 'STOR';
  readonly path: string;
  readonly bytes: number;
  /** Null: the port is itself the data port, TLS begins with the connection, and there is no control connection. */
  readonly account: Account | null;
}

/** Seconds, and what protected the data: `TLSv1.3 TLS_AES_256_GCM_SHA384`. */
export interface TlsTransferTold { readonly seconds: number; readonly cipher: string; readonly resumed: boolean }

const job = argument() as TlsTransferJob;
let session: Buffer | undefined;
let control: Control | null = null;
if (job.account !== null) {
  control = await Control.open(job);
  const above = await control.protect();
  above.on('session', (ticket: Buffer) => { session = ticket; });
  await control.logIn(job.account);
  await control.command('PBSZ 0', '200');
  await control.command('PROT P', '200');
  await control.command('TYPE I', '200');
  session ??= above.getSession();
}
const port = control === null ? job.port : await control.passive();

const began = performance.now();
const raw = connect(port, job.host);
await once(raw, 'connect');
await control?.command(`${job.verb} ${job.path}`, '1');
const data = connectTls({ socket: raw, rejectUnauthorized: false, ...(session !== undefined && { session }) });
await once(data, 'secureConnect');
const { name } = data.getCipher();
const cipher = `${data.getProtocol() ?? 'TLS'} ${name}`;
const resumed = data.isSessionReused();
if (job.verb === 'RETR') await discard(data);
else {
  // What a server says is read: else our end would reset the connection.
  data.resume();
  await sendZeros(data, job.bytes);
}
if (control !== null) await control.reply('2');
else if (!data.closed) await once(data, 'close');
tell({ seconds: (performance.now() - began) / 1000, cipher, resumed } satisfies TlsTransferTold);

async function discard(socket: TLSSocket): Promise<void> {
  let received = 0;
  socket.on('data', (bytes: Buffer) => { received += bytes.length; });
  await once(socket, 'end');
  socket.end();
  if (received !== job.bytes) throw new Error(`received ${received} bytes of ${job.bytes}`);
}
