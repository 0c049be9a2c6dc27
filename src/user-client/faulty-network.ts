import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { carryReplies } from './carry-replies.ts';

/** What happens to the first data connection that has carried so many bytes; later ones are left alone. */
export interface Fault {
  readonly after: number;
  /** `cut` ends everything at once, `cut data` the data connection only, as at the end of a file; `hold` passes nothing on any more. */
  readonly kind: 'cut' | 'cut data' | 'hold';
}

/** A network between a client and an FTP server that fails once, for tests. */
export class FaultyNetwork {
  /** Control connections that clients have made. */
  connections = 0;
  /** Settled when the fault has come. */
  readonly failed: Promise<void>;
  readonly #target: number;
  readonly #fault: Fault;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #listeners = new Set<Server>();
  #done = false;
  #fail: () => void = () => {};

  private constructor(target: number, fault: Fault) {
    this.#target = target;
    this.#fault = fault;
    this.failed = new Promise((resolve) => { this.#fail = resolve; });
    this.#server = createServer((client) => {
      this.connections += 1;
      this.#carryControl(this.#own(client));
    });
  }

  static async start(target: number, fault: Fault): Promise<FaultyNetwork> {
    const network = new FaultyNetwork(target, fault);
    await listen(network.#server);
    return network;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  stop(): void {
    this.#server.close();
    for (const listener of this.#listeners) listener.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #carryControl(client: Socket): void {
    const server = this.#own(connect(this.#target, '127.0.0.1'));
    client.pipe(server);
    carryReplies(server, () => client, (port) => this.#dataListener(port));
  }

  async #dataListener(target: number): Promise<number> {
    const listener = createServer((client) => {
      listener.close();
      const server = this.#own(connect(target, '127.0.0.1'));
      this.#own(client);
      let carried = 0;
      const carry = (from: Socket, to: Socket): void => {
        from.on('data', (chunk: Buffer) => {
          const left = this.#done ? Infinity : this.#fault.after - carried;
          carried += chunk.length;
          if (chunk.length < left) to.write(chunk);
          else to.write(chunk.subarray(0, left), () => this.#strike([client, server]));
        });
        from.once('end', () => to.end());
      };
      carry(client, server);
      carry(server, client);
    });
    this.#listeners.add(listener);
    await listen(listener);
    return (listener.address() as AddressInfo).port;
  }

  #strike(data: readonly Socket[]): void {
    if (this.#done) return;
    this.#done = true;
    const { kind } = this.#fault;
    for (const socket of data) {
      socket.removeAllListeners('data');
      if (kind === 'cut data') socket.end();
    }
    // Who gives up waiting is noticed on the other side.
    const [client, server] = data;
    server?.pause();
    client?.resume().once('close', () => server?.destroy());
    if (kind === 'cut') for (const socket of this.#sockets) socket.resetAndDestroy();
    this.#fail();
  }

  #own(socket: Socket): Socket {
    this.#sockets.add(socket.on('error', () => {}));
    return socket;
  }
}

async function listen(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}
