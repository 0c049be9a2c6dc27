import { connect, type Target } from './connect.ts';
import type { DataSocket } from './data-socket.ts';
import { mayConnectTo } from './may-connect-to.ts';
import { PassiveListener, type PassiveOptions } from './passive-listener.ts';

/** Addresses are those of the control connection. */
export interface DataPortOptions {
  /** The client's address: the only one that passive connections are accepted from. */
  readonly peer: string;
  /** Our own address: where active connections start. */
  readonly local: string;
  /** The port that active connections start at when it can be had: 20 for a control port 21 (RFC 959 §3.2). */
  readonly localDataPort?: number;
  /** Where connections go while neither `passive` nor `active` said otherwise: the client's control port (RFC 959 §3.2). */
  readonly defaultPort?: number;
  /** Told of the address of everybody else who tried to take a passive connection. */
  readonly onStranger?: (address: string) => void;
}

export type Opened =
  | { readonly ok: true; readonly socket: DataSocket }
  | { readonly ok: false; readonly reason: 'no port' | 'timed out' | 'aborted' | 'unreachable' | 'closed' };

export type Listening = { readonly ok: true; readonly address: string; readonly port: number } | { readonly ok: false; readonly reason: 'no free port' };

/**
 * The data connections of one session, one at a time: where the next one comes from or goes to, and every socket that
 * is still open, so that `close` leaves nothing behind. Whether a target is allowed is decided before (`mayConnectTo`).
 */
export class DataPort {
  readonly #options: DataPortOptions;
  readonly #sockets = new Set<DataSocket>();
  #listener: PassiveListener | null = null;
  #target: Target | null = null;
  #closing = new AbortController();
  /** Counts changes of mind, so that a listener which opens too late knows. */
  #turn = 0;

  constructor(options: DataPortOptions) {
    this.#options = options;
  }

  /** Listens for the next data connection; the listener or target of before is gone. */
  async passive(options: PassiveOptions): Promise<Listening> {
    this.#forget();
    const turn = this.#turn;
    const listener = await PassiveListener.open(options, this.#options.peer, (address) => this.#options.onStranger?.(address));
    if (listener === null) return { ok: false, reason: 'no free port' };
    if (turn !== this.#turn) {
      this.#drop(listener);
      return { ok: false, reason: 'no free port' };
    }
    this.#listener = listener;
    return { ok: true, address: options.address, port: listener.port };
  }

  /** Remembers where the next data connections go; a listener is gone. */
  active(target: Target): void {
    this.#forget();
    this.#target = target;
  }

  /**
   * Opens the data connection: connects, or takes the client's, who may have connected before or has `deadline`
   * milliseconds to do it. The socket is paused and half-open ends are allowed. A passive port serves once, an active
   * target until it is replaced. At the deadline, on `signal` and on `close` nothing stays open.
   */
  async open(deadline: number, signal?: AbortSignal): Promise<Opened> {
    const listener = this.#listener;
    const target = this.#target ?? this.#defaultTarget();
    this.#listener = null;
    if (listener === null && target === null) return { ok: false, reason: 'no port' };
    const closing = this.#closing.signal;
    const expired = new AbortController();
    const timer = setTimeout(() => expired.abort(), deadline);
    const stop = AbortSignal.any([closing, expired.signal, ...(signal === undefined ? [] : [signal])]);
    try {
      const socket = listener === null ? await connect(target!, this.#origin(), stop) : await accept(listener, stop);
      // Stopped at the very moment of success: the socket must not survive.
      if (socket !== null && !stop.aborted && !socket.destroyed) {
        this.#sockets.add(socket);
        socket.once('close', () => this.#sockets.delete(socket));
        return { ok: true, socket };
      }
      socket?.destroy();
      const reason = closing.aborted ? 'closed' : signal?.aborted ? 'aborted' : expired.signal.aborted ? 'timed out' : 'unreachable';
      return { ok: false, reason };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Where the next data connection comes from or goes to, in words. */
  get standing(): string {
    if (this.#listener !== null) return `listening on port ${this.#listener.port}`;
    return this.#target === null ? 'to the port of the client' : `to ${this.#target.address} port ${this.#target.port}`;
  }

  /** Ends everything: listener, target, connections. The port can be used again afterwards. */
  close(): void {
    this.#forget();
    // A reason of our own: Node would make an error with a stack, at the end of each session.
    this.#closing.abort('closed');
    this.#closing = new AbortController();
    for (const socket of this.#sockets) socket.destroy();
  }

  #origin(): { address: string; port?: number | undefined } {
    return { address: this.#options.local, port: this.#options.localDataPort || undefined };
  }

  #defaultTarget(): Target | null {
    const target = { address: this.#options.peer, port: this.#options.defaultPort ?? 0 };
    return mayConnectTo(target, this.#options.peer) ? target : null;
  }

  #forget(): void {
    this.#turn += 1;
    this.#target = null;
    if (this.#listener !== null) this.#drop(this.#listener);
    this.#listener = null;
  }

  #drop(listener: PassiveListener): void {
    listener.close();
    void listener.accept().then((socket) => socket?.destroy());
  }
}

async function accept(listener: PassiveListener, stop: AbortSignal): Promise<DataSocket | null> {
  const close = () => listener.close();
  if (stop.aborted) close();
  stop.addEventListener('abort', close);
  const socket = await listener.accept();
  stop.removeEventListener('abort', close);
  return socket;
}
