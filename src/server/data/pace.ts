import type { Socket } from 'node:net';

/** How fast a transfer may go, and in how large pieces it is sent; null is no limit. */
export interface TransferLimits {
  /** Bytes a second of each transfer. */
  readonly rateLimit: number | null;
  /** Bytes of a piece. */
  readonly bufferSize: number | null;
}

/** Parts of a second for which a piece may count where only the rate is limited, so that it goes evenly. */
const TENTH = 0.1;

/** Lets so many bytes a second pass; what was not used is lost. */
export class Pace {
  /** Bytes a second. */
  readonly rate: number;
  #free = performance.now();

  constructor(rate: number) { this.rate = rate; }

  /** Waits until the next byte may pass after these; no longer than the socket stands. */
  async passed(bytes: number, socket: Socket): Promise<void> {
    const now = performance.now();
    this.#free = Math.max(this.#free, now) + (bytes / this.rate) * 1000;
    const wait = this.#free - now;
    if (wait <= 1 || socket.destroyed) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        socket.off('close', done);
        resolve();
      };
      const timer = setTimeout(done, wait);
      socket.once('close', done);
    });
  }
}

/** What `writeOut` heeds. */
interface Limited {
  readonly piece: number;
  readonly paces: readonly Pace[];
}

const limited = new WeakMap<Socket, Limited>();

/**
 * From now on `writeOut` sends on this socket in such pieces and no faster.
 * @param shared what it shares with other sockets
 */
export function limitSending(socket: Socket, { rateLimit, bufferSize }: TransferLimits, shared: readonly Pace[] = []): void {
  const paces = rateLimit === null ? shared : [...shared, new Pace(rateLimit)];
  if (paces.length === 0 && bufferSize === null) return;
  const piece = bufferSize ?? Math.max(1, Math.ceil(Math.min(...paces.map(({ rate }) => rate)) * TENTH));
  limited.set(socket, { piece, paces });
}

export function limitsOf(socket: Socket): Limited | undefined { return limited.get(socket); }
