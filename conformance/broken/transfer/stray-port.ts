import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { SessionState } from '../../../src/server/session-state.ts';

/** A port of ours that faulty servers hand out beside the data port's own; closed with the session. */
export class StrayPort {
  readonly port: number;
  /** The first connection. */
  readonly first: Promise<Socket>;

  private constructor(server: Server, session: SessionState, greet: (socket: Socket) => void) {
    this.port = (server.address() as AddressInfo).port;
    this.first = new Promise((resolve) => server.on('connection', (socket) => {
      socket.on('error', () => {});
      session.socket.once('close', () => socket.destroy());
      greet(socket);
      resolve(socket);
    }));
    session.socket.once('close', () => server.close());
  }

  static open(session: SessionState, greet: (socket: Socket) => void = () => {}): Promise<StrayPort> {
    return new Promise((resolve) => {
      const server = createServer({ allowHalfOpen: true }, () => {});
      server.listen(0, '127.0.0.1', () => resolve(new StrayPort(server, session, greet)));
    });
  }

  /** A port on which nobody listens. */
  static closed(): Promise<number> {
    return new Promise((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        server.close(() => resolve(port));
      });
    });
  }
}
