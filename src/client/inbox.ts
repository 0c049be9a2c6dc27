import type { Socket } from 'node:net';
import { startDeadline } from './deadline.ts';
import { peerEnding, type PeerEnding } from './peer-ending.ts';

/** Bytes taken from the network before anyone asks for them; then the peer has to wait. */
const UNREAD_LIMIT = 256 * 1024;

export interface TakeLimits {
  /** Milliseconds without a byte until the peer counts as silent. */
  readonly deadline: number;
  /** Return as soon as so many bytes came. */
  readonly limit: number;
  /** Milliseconds in all, against a peer that drips. */
  readonly total: number;
}

/** Why `take` stopped; `limit` is the limit on bytes or on time in all. */
export type TakeEnd = 'end' | 'reset' | 'silence' | 'limit';

/**
 * Reads a socket ahead of its reader, a bounded number of bytes, so that nothing is lost when the peer sends and resets
 * at once (Node drops what a destroyed socket still holds) and its end is seen without a reader.
 */
export class Inbox {
  readonly ended: Promise<PeerEnding>;
  readonly #socket: Socket;
  readonly #onData: (chunk: Buffer) => void;
  #chunks: Buffer[] = [];
  #unread = 0;
  #ending: PeerEnding | null = null;
  #held = false;
  #wake: (() => void) | null = null;

  constructor(socket: Socket, arrived: (chunk: Buffer) => void) {
    this.#socket = socket;
    this.ended = peerEnding(socket);
    void this.ended.then((how) => {
      this.#ending = how;
      this.#wake?.();
    });
    this.#onData = (chunk) => {
      arrived(chunk);
      this.#chunks.push(chunk);
      this.#unread += chunk.length;
      if (this.#unread >= UNREAD_LIMIT) socket.pause();
      this.#wake?.();
    };
    socket.on('data', this.#onData);
  }

  /** Leaves the socket to somebody else. */
  release(): void { this.#socket.off('data', this.#onData); }

  /** Stops reading from the network until the next `take`. */
  hold(): void {
    this.#held = true;
    this.#socket.pause();
  }

  /** Gives what came and comes to `sink`, in order. One at a time. */
  async take(sink: (chunk: Buffer) => void, { deadline, limit, total }: TakeLimits): Promise<TakeEnd> {
    this.#held = false;
    const latest = performance.now() + total;
    for (let room = limit; ;) {
      room -= this.#drain(sink, room);
      if (room <= 0) return 'limit';
      if (this.#ending !== null) return this.#ending === 'clean' ? 'end' : 'reset';
      const left = latest - performance.now();
      if (left <= 0) return 'limit';
      if (!await this.#activity(Math.min(deadline, left))) return left < deadline ? 'limit' : 'silence';
    }
  }

  #drain(sink: (chunk: Buffer) => void, room: number): number {
    let taken = 0;
    const chunks = this.#chunks;
    this.#chunks = [];
    for (const chunk of chunks) {
      const part = chunk.subarray(0, room - taken);
      if (part.length > 0) sink(part);
      if (part.length < chunk.length) this.#chunks.push(chunk.subarray(part.length));
      taken += part.length;
    }
    this.#unread -= taken;
    if (!this.#held && this.#unread < UNREAD_LIMIT) this.#socket.resume();
    return taken;
  }

  /** True when something came or ended, false when the deadline passed first. */
  #activity(deadline: number): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (active: boolean) => {
        cancel();
        this.#wake = null;
        resolve(active);
      };
      const cancel = startDeadline(deadline, () => finish(false));
      this.#wake = () => finish(true);
    });
  }
}
