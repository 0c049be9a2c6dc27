import type { DataStream, Reader } from './data-socket.ts';

/** Blocks begin small, since most files are, and grow: with large ones the disk is asked less often. */
const SMALLEST = 64 * 1024;
const LARGEST = 512 * 1024;
/** Full blocks that may wait. With the one being filled and the one being stored that is 2 MiB. */
const WAITING = 2;

/** What arrives on a data connection, in blocks. It goes on collecting while a block is being stored; then the peer has to wait. */
export class Incoming implements Reader {
  /** Whether the peer closed its half in order (FIN, under TLS close_notify), and not by a reset. */
  ended = false;
  readonly #socket: DataStream;
  readonly #full: Buffer[] = [];
  #filling: Buffer = Buffer.allocUnsafeSlow(SMALLEST);
  #length = 0;
  /** Bytes of the block being filled that are given away already. */
  #taken = 0;
  readonly #prompt: boolean;
  #given: Buffer | null = null;
  #free: Buffer[] = [];
  #paused = false;
  #wake: (() => void) | null = null;

  /** @param prompt gives what is there without waiting for a full block, for data that say their own end */
  constructor(socket: DataStream, prompt = false) {
    this.#socket = socket;
    this.#prompt = prompt;
    socket.readInto(this);
    socket.on('end', this.#onEnd).on('close', this.#onClose);
    // Under TLS the end may come together with the end of the handshake.
    if (socket.readableEnded) this.#onEnd();
    else socket.resume();
  }

  /** The next block, valid until the one after it is asked for; null after the last. What came before a reset is still delivered. */
  async next(): Promise<Buffer | null> {
    if (this.#given !== null) this.#free.push(this.#given);
    this.#given = null;
    while (this.#full.length === 0 && !(this.#prompt && this.#length > this.#taken) && !this.ended && !this.#socket.destroyed) await new Promise<void>((resolve) => { this.#wake = resolve; });
    this.#given = this.#full.shift() ?? null;
    if (this.#paused) {
      this.#paused = false;
      this.#socket.resume();
    }
    if (this.#given !== null) return this.#given;
    const rest = this.#filling.subarray(this.#taken, this.#length);
    this.#taken = this.#length;
    return rest.length === 0 ? null : rest;
  }

  stop(): void {
    this.#socket.off('end', this.#onEnd).off('close', this.#onClose);
  }

  room(): Buffer { return this.#filling.subarray(this.#length); }

  filled(bytes: number): boolean {
    this.#length += bytes;
    if (this.#prompt) this.#wake?.();
    if (this.#length < this.#filling.length) return true;
    this.#full.push(this.#taken === 0 ? this.#filling : this.#filling.subarray(this.#taken));
    const size = Math.min(LARGEST, this.#filling.length * 2);
    this.#free = this.#free.filter((block) => block.length === size);
    this.#filling = this.#free.pop() ?? Buffer.allocUnsafeSlow(size);
    this.#length = 0;
    this.#taken = 0;
    this.#paused = this.#full.length >= WAITING;
    this.#wake?.();
    return !this.#paused;
  }

  #onEnd = (): void => {
    // Without a farewell TLS was cut: the loop ends with the connection.
    if (this.#socket.isWhole) this.ended = true;
    else this.#socket.destroy();
    this.#wake?.();
  };

  #onClose = (): void => this.#wake?.();
}
