import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { argument, tell } from './tell.ts';
import { sendZeros } from './zeros.ts';

/** Two bare ports: one sends so many bytes to each who connects, one reads and drops until the end. No files, no FTP. */
const { bytes } = argument() as { bytes: number };
const source = createServer((socket) => {
  socket.on('error', () => {}).resume();
  void sendZeros(socket, bytes);
});
const sink = createServer({ allowHalfOpen: true }, (socket: Socket) => {
  socket.on('error', () => {}).on('data', () => {}).on('end', () => socket.end());
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

tell({ source: await listen(source), sink: await listen(sink) });
