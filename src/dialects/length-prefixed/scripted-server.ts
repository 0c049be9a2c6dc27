import { createServer, type AddressInfo, type Socket } from 'node:net';
import { POSITION, RequestReader } from './request-reader.ts';

/** What a server made for one test does with a connection once it has read the name; the position is that of `length-resume`. */
export type Script = (socket: Socket, name: string, connection: number, position?: number) => void;

/** A server for tests of clients: reads requests as it should, and answers as the script says. Ended by `finished`. */
export async function scriptedServer(finished: (end: () => Promise<void>) => void, script: Script, resume = false): Promise<{ host: string; port: number }> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const reader = new RequestReader(resume ? POSITION : 0);
    const connection = (connections += 1);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    socket.on('data', (chunk) => {
      const request = reader.push(chunk);
      if (request?.kind === 'name') script(socket, request.name.toString(), connection, request.position);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  finished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => { server.close(() => resolve()); });
  });
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}
