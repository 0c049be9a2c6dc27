import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { DataLine } from './data-line.ts';
import type { WireLog } from './wire-log.ts';

/** Milliseconds for which nobody gets a port that was given back: a server may be late to connect to it. */
const REST = 2000;
/** Ports that rest at a time; what is given back beyond them is closed. */
const MOST = 1024;

/** A port that listens, and whom its connections are handed to; null while nobody has it. */
interface Port { number: number; readonly server: Server; owner: ((socket: Socket) => void) | null; since: number }

/** Ports that rest, by address, the one that rests longest first. */
const resting = new Map<string, Port[]>();

/**
 * The client's end of an active data connection. Its port goes from one session to the next: where thousands of connections have ended within a
 * minute, the kernel looks for a new one for a millisecond.
 */
export class DataDoor {
  readonly port: number;
  private readonly host: string;
  private readonly held: Port;

  private constructor(host: string, held: Port) {
    this.host = host;
    this.held = held;
    this.port = held.number;
  }

  /** Listens; `arrived` is told of each connection. Rejects where no port can be had. */
  static async open(host: string, session: number, log: WireLog, arrived: (line: DataLine) => void, changed: () => void): Promise<DataDoor> {
    const first = resting.get(host)?.[0];
    const held = first !== undefined && performance.now() - first.since >= REST ? resting.get(host)!.shift()! : await listen(host);
    held.owner = (socket) => {
      log.add(session, 'data', 'note', 'connection from the server');
      arrived(DataLine.accepted(socket, session, log, changed));
      changed();
    };
    return new DataDoor(host, held);
  }

  close(): void {
    const { host, held } = this;
    if (held.owner === null) return;
    held.owner = null;
    held.since = performance.now();
    const others = resting.get(host) ?? [];
    resting.set(host, others);
    if (others.length < MOST) others.push(held);
    else held.server.close();
  }
}

/** Closes the ports that nobody has. */
export function closeDoors(): void {
  for (const ports of resting.values()) for (const { server } of ports) server.close();
  resting.clear();
}

function listen(host: string): Promise<Port> {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    if (port.owner !== null) return port.owner(socket);
    socket.on('error', () => {});
    socket.destroy();
  });
  const port: Port = { number: 0, server, owner: null, since: 0 };
  server.maxConnections = 8;
  // A port that rests keeps no process alive.
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port: 0 }, () => { port.number = (server.address() as AddressInfo).port; resolve(port); });
  });
}
