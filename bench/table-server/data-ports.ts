import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A passive port: it belongs to one session at a time. */
export interface DataPort {
  readonly number: number;
  /** Whom a connection is handed to; null while nobody has the port. */
  owner: ((socket: Socket) => void) | null;
}

/** Listeners that are opened once and lent out, as a new one for each PASV would cost more than the rest of the session. */
export class DataPorts {
  private readonly free: DataPort[] = [];
  private readonly servers: Server[] = [];

  static async open(count: number): Promise<DataPorts> {
    const ports = new DataPorts();
    await Promise.all(Array.from({ length: count }, () => ports.add()));
    return ports;
  }

  /** The port that was free for longest; null where none is. */
  take(owner: (socket: Socket) => void): DataPort | null {
    const port = this.free.shift() ?? null;
    if (port !== null) port.owner = owner;
    return port;
  }

  give(port: DataPort): void {
    port.owner = null;
    this.free.push(port);
  }

  private add(): Promise<void> {
    const port = { number: 0, owner: null as DataPort['owner'] };
    const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
      socket.on('error', () => {});
      if (port.owner === null) socket.destroy();
      else port.owner(socket);
    });
    this.servers.push(server);
    return new Promise((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, () => {
      port.number = (server.address() as AddressInfo).port;
      this.free.push(port);
      resolve();
    }));
  }
}
