import type { Socket } from 'node:net';
import type { TransferOptions } from './transfer-options.ts';

/** How a data connection fails. */
export type Interruption = 'reset' | 'stalled' | 'aborted';

/**
 * Watches one data connection during a transfer. The first thing to go wrong is remembered and destroys the socket,
 * which ends every pending read and write.
 */
export class TransferWatch {
  interruption: Interruption | null = null;
  readonly #socket: Socket;
  readonly #signal: AbortSignal | undefined;
  readonly #stallLimit: number;
  #peersTurn = true;

  constructor(socket: Socket, { signal, stallLimit }: TransferOptions) {
    this.#socket = socket;
    this.#signal = signal;
    this.#stallLimit = stallLimit;
    // The socket's own timer also sees the progress inside one large write, which callbacks do not.
    socket.setTimeout(stallLimit);
    socket.on('timeout', this.#onTimeout).on('error', this.#onLost).on('close', this.#onLost);
    signal?.addEventListener('abort', this.#onAbort);
    if (signal?.aborted) this.#onAbort();
    if (socket.destroyed) this.#onLost();
  }

  /** False while we are the ones who are busy: a slow disk is not the peer's stall. With its turn the peer gets the whole limit again. */
  set peersTurn(turn: boolean) {
    if (turn && !this.#peersTurn) this.#socket.setTimeout(this.#stallLimit);
    this.#peersTurn = turn;
  }

  /** Ends the watch; the socket stays as it is. */
  stop(): void {
    this.#socket.setTimeout(0);
    this.#socket.off('timeout', this.#onTimeout).off('error', this.#onLost).off('close', this.#onLost);
    this.#signal?.removeEventListener('abort', this.#onAbort);
    // Whatever happens to the socket from now on is nobody's error.
    this.#socket.on('error', () => {});
  }

  #onTimeout = (): void => {
    if (this.#peersTurn) this.#interrupt('stalled');
    else this.#socket.setTimeout(this.#stallLimit);
  };

  #onLost = (): void => this.#interrupt('reset');

  #onAbort = (): void => this.#interrupt('aborted');

  #interrupt(why: Interruption): void {
    this.interruption ??= why;
    this.#socket.destroy();
  }
}
