import { createServer, isIPv6, type AddressInfo, type Server, type Socket } from 'node:net';
import { ClientError } from './client-error.ts';
import { formatAddress } from './connect.ts';
import { DataConnection } from './data-connection.ts';
import { startDeadline } from './deadline.ts';
import { registerSocket } from './open-sockets.ts';
import type { Transcript } from './transcript.ts';

export interface DataListenerOptions {
  /** The local address of the control connection. */
  readonly host: string;
  /** A fixed port; without it the system chooses a free one. */
  readonly port?: number;
  readonly transcript: Transcript;
  readonly session: number;
}

/** No server has a reason to connect more often; the rest is refused. */
const MOST_CONNECTIONS = 16;

/** The client's end of PORT and EPRT: waits for the server to connect. */
export class DataListener {
  readonly host: string;
  readonly port: number;
  readonly family: 4 | 6;
  readonly #server: Server;
  readonly #note: (text: string) => void;
  readonly #arrived: DataConnection[] = [];
  readonly #waiting: ((connection: DataConnection | null) => void)[] = [];
  #open = true;

  private constructor(server: Server, { host, transcript, session }: DataListenerOptions) {
    this.#server = server;
    this.host = host;
    this.port = (server.address() as AddressInfo).port;
    this.family = isIPv6(host) ? 6 : 4;
    this.#note = (text) => transcript.record(session, 'data', 'note', text);
    server.on('connection', (socket: Socket) => {
      const from = formatAddress(socket.remoteAddress ?? '', socket.remotePort ?? 0);
      registerSocket(socket, `data connection from ${from}`);
      this.#note(`connection from ${from}`);
      const connection = new DataConnection(socket, transcript, session);
      const waiter = this.#waiting.shift();
      if (waiter === undefined) this.#arrived.push(connection);
      else waiter(connection);
    });
  }

  /** Rejects with a `ClientError` where the address or port cannot be had. */
  static open(options: DataListenerOptions): Promise<DataListener> {
    const { host, port = 0 } = options;
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.maxConnections = MOST_CONNECTIONS;
    registerSocket(server, `listener on ${formatAddress(host, port)}`);
    return new Promise((resolve, reject) => {
      server.once('error', (error) => {
        server.close();
        reject(ClientError.from(error, `listen on ${formatAddress(host, port)}`));
      });
      server.listen({ host, port, backlog: MOST_CONNECTIONS }, () => {
        const listener = new DataListener(server, options);
        listener.#note(`listening on ${formatAddress(host, listener.port)}`);
        resolve(listener);
      });
    });
  }

  /** The next connection, or null when none comes within `deadline` milliseconds or the listener is closed. */
  accept(deadline: number): Promise<DataConnection | null> {
    const connection = this.#arrived.shift();
    if (connection !== undefined) return Promise.resolve(connection);
    if (!this.#open) return Promise.resolve(null);
    return new Promise((resolve) => {
      const finish = (result: DataConnection | null) => {
        cancel();
        resolve(result);
      };
      const cancel = startDeadline(deadline, () => {
        this.#waiting.splice(this.#waiting.indexOf(finish), 1);
        finish(null);
      });
      this.#waiting.push(finish);
    });
  }

  /** Stops listening and drops the connections that nobody accepted; those accepted live on. Resolves when the port is free. */
  close(): Promise<void> {
    if (!this.#open) return Promise.resolve();
    this.#open = false;
    for (const waiter of this.#waiting.splice(0)) waiter(null);
    for (const connection of this.#arrived.splice(0)) connection.destroy();
    return new Promise((resolve) => {
      // The server's own 'close' waits for every accepted connection; a fresh bind only needs the handle to go.
      this.#server.close();
      setImmediate(resolve);
    });
  }
}
