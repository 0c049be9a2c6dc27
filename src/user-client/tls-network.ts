import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { carryReplies } from './carry-replies.ts';
import { TEST_CERTIFICATE, TEST_KEY } from './tls-fixture.ts';

/** Puts TLS before an FTP server that has none, for tests: AUTH TLS (RFC 4217), or TLS from the start. */
export class TlsNetwork {
  /** Data connections that came over TLS. */
  protectedData = 0;
  /** Verbs as they came, with `*` before those that came over TLS. */
  readonly verbs: string[] = [];
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  readonly #servers = new Set<Server>();
  #port = 0;

  private constructor(target: number) { this.#target = target; }

  static async start(target: number, begins: 'explicit' | 'implicit'): Promise<TlsNetwork> {
    const network = new TlsNetwork(target);
    network.#port = await network.#listen((client) => network.#control(begins === 'implicit' ? network.#secured(client) : client));
    return network;
  }

  get port(): number { return this.#port; }

  stop(): void {
    for (const server of this.#servers) server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #control(client: Socket): void {
    const server = this.#own(connect(this.#target, '127.0.0.1'));
    let speaking = client;
    const hear = (from: Socket): void => {
      let rest = '';
      from.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString('latin1')).split('\r\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const verb = line.split(' ')[0] ?? '';
          this.verbs.push(from instanceof TLSSocket ? `*${verb}` : verb);
          if (verb === 'AUTH') {
            from.removeAllListeners('data').write('234 Begin.\r\n');
            speaking = this.#secured(from);
            hear(speaking);
          } else if (verb === 'PBSZ' || verb === 'PROT') from.write('200 Okay.\r\n');
          else server.write(`${line}\r\n`, 'latin1');
        }
      });
      from.once('close', () => server.destroy());
    };
    hear(client);
    carryReplies(server, () => speaking, (port) => this.#data(port));
  }

  /** Over TLS always: a client that sends plain data gets an error. */
  #data(target: number): Promise<number> {
    return this.#listen((raw) => {
      const client = this.#secured(raw);
      client.once('secure', () => { this.protectedData += 1; });
      const server = this.#own(connect({ port: target, host: '127.0.0.1', allowHalfOpen: true }));
      client.pipe(server);
      server.pipe(client);
      // Who resets one side means the other as well.
      raw.once('error', () => server.resetAndDestroy());
      client.once('error', () => server.resetAndDestroy());
    });
  }

  #secured(socket: Socket): TLSSocket {
    const secured = new TLSSocket(socket, { isServer: true, key: TEST_KEY, cert: TEST_CERTIFICATE });
    this.#own(secured);
    return secured;
  }

  async #listen(taken: (client: Socket) => void): Promise<number> {
    const server = createServer({ allowHalfOpen: true }, (socket) => taken(this.#own(socket)));
    this.#servers.add(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  #own<S extends Socket>(socket: S): S {
    this.#sockets.add(socket.on('error', () => {}));
    return socket;
  }
}
