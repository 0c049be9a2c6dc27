import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { REFERENCE_TLS } from '../../conformance/reference-tls.ts';
import { argument, tell } from './tell.ts';
import { sendZeros } from './zeros.ts';

/** Two bare ports, under TLS or not: one sends so many bytes to each who connects, one reads and drops until the end. No files, no FTP. */
const { bytes, tls = false } = argument() as { bytes: number; tls?: boolean };
const serve = (one: (socket: Socket) => void): Server => (tls ? createTlsServer({ allowHalfOpen: true, cert: REFERENCE_TLS.certificate, key: REFERENCE_TLS.key }, one) : createServer({ allowHalfOpen: true }, one));
const source = serve((socket) => {
  socket.on('error', () => {}).on('end', () => socket.end()).resume();
  void sendZeros(socket, bytes);
});
const sink = serve((socket) => {
  socket.on('error', () => {}).on('data', () => {}).on('end', () => socket.end());
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

tell({ source: await listen(source), sink: await listen(sink) });
