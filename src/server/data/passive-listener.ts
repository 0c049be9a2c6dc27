import { createServer, type Server, type Socket } from 'node:net';
import { DataSocket } from './data-socket.ts';
import { plainAddress } from './plain-address.ts';

export interface PassiveOptions {
  readonly family: 4 | 6;
  /** The control connection's own address. */
  readonly address: string;
  /** Both ends included; none takes any free port. */
  readonly ports?: readonly [low: number, high: number] | null | undefined;
}

/** Milliseconds for which another connection may come after one of which nobody can tell whose it was. */
const NAMELESS = 250;

/**
 * A listener for exactly one data connection, which must come from `peer`; others are closed at once and told to
 * `onStranger` (data-connection theft, RFC 2577 §5). It stops to listen as soon as it has its connection. One that was reset before it was
 * taken has no address any more: the peer has broken its connection, unless the peer connects after all.
 */
export class PassiveListener {
  readonly port: number;
  readonly #server: Server;
  readonly #peer: string | null;
  readonly #onStranger: (address: string) => void;
  #accepted: DataSocket | null = null;
  #wake: (() => void) | null = null;
  /** Reset before it was taken; counts as the peer's when the time is over. */
  #nameless: { readonly socket: DataSocket; readonly over: NodeJS.Timeout } | null = null;

  private constructor(server: Server, peer: string, onStranger: (address: string) => void) {
    this.#server = server;
    this.#peer = plainAddress(peer);
    this.#onStranger = onStranger;
    this.port = (server.address() as { port: number }).port;
    server.on('connection', (socket) => this.#meet(socket));
    server.on('error', () => this.close());
  }

  /** Listens, in a range on the first free port after a random one; null when there is none. */
  static async open(options: PassiveOptions, peer: string, onStranger: (address: string) => void): Promise<PassiveListener | null> {
    const address = (options.family === 4 ? plainAddress(options.address) : options.address) ?? options.address;
    for (const port of candidates(options.ports)) {
      const server = await listen(address, port);
      if (server === 'in use') continue;
      return server === null ? null : new PassiveListener(server, peer, onStranger);
    }
    return null;
  }

  /** The connection, which may have come already or come later; null once the listener is closed without one. */
  async accept(): Promise<DataSocket | null> {
    if (this.#accepted === null && this.#server.listening) await new Promise<void>((resolve) => { this.#wake = resolve; });
    return this.#accepted;
  }

  /** Stops to listen; a connection that was accepted stays. */
  close(): void {
    clearTimeout(this.#nameless?.over);
    if (this.#nameless?.socket !== this.#accepted) this.#nameless?.socket.destroy();
    this.#server.close();
    this.#wake?.();
  }

  #meet(accepted: Socket): void {
    const socket = DataSocket.take(accepted);
    // A reset may arrive at any time, also before a transfer listens for it.
    socket.on('error', () => {});
    if (this.#accepted !== null || (socket.remoteAddress === undefined && this.#nameless !== null)) socket.destroy();
    else if (socket.remoteAddress === undefined) this.#nameless = { socket, over: setTimeout(() => this.#take(socket), NAMELESS) };
    else if (plainAddress(socket.remoteAddress) === this.#peer) this.#take(socket);
    else {
      const stranger = socket.remoteAddress;
      socket.destroy();
      this.#onStranger(stranger);
    }
  }

  #take(socket: DataSocket): void {
    this.#accepted ??= socket;
    this.close();
  }
}

function* candidates(ports: PassiveOptions['ports']): Generator<number> {
  if (ports === null || ports === undefined) return yield 0;
  const [low, high] = ports;
  const count = high - low + 1;
  // A random start: the next port must not be foretold from the last one (RFC 2577 §8).
  const start = Math.floor(Math.random() * count);
  for (let i = 0; i < count; i += 1) yield low + ((start + i) % count);
}

function listen(address: string, port: number): Promise<Server | 'in use' | null> {
  // Paused, so that data stay in the kernel until somebody wants them and TLS can be put on top.
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true });
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? 'in use' : null));
    server.listen({ host: address, port, backlog: 8 }, () => resolve(server));
  });
}
