import type { Socket } from 'node:net';

/** Bytes that make a batch worth a system call, and chunks: a peer that sends single bytes costs memory per chunk. */
const BATCH_BYTES = 256 * 1024;
const BATCH_CHUNKS = 128;

/**
 * What arrives on a socket, in batches. It goes on collecting while a batch is being stored, up to two batches; then the
 * socket is paused and the peer has to wait.
 */
export class Incoming {
  /** Whether the peer closed its half in order (FIN), and not by a reset. */
  ended = false;
  readonly #socket: Socket;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #wake: (() => void) | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onClose);
    socket.resume();
  }

  /** The next batch, or null after the last. What came before a reset is still delivered. */
  async next(): Promise<Buffer[] | null> {
    while (!this.#full(1) && !this.ended && !this.#socket.destroyed) await new Promise<void>((resolve) => { this.#wake = resolve; });
    if (this.#chunks.length === 0) return null;
    const batch = this.#chunks;
    this.#chunks = [];
    this.#bytes = 0;
    if (this.#socket.isPaused()) this.#socket.resume();
    return batch;
  }

  stop(): void {
    this.#socket.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onClose);
  }

  #onData = (chunk: Buffer): void => {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#full(2)) this.#socket.pause();
    if (this.#full(1)) this.#wake?.();
  };

  #onEnd = (): void => {
    this.ended = true;
    this.#wake?.();
  };

  #onClose = (): void => this.#wake?.();

  #full(batches: number): boolean {
    return this.#bytes >= batches * BATCH_BYTES || this.#chunks.length >= batches * BATCH_CHUNKS;
  }
}
