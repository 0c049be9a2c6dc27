import type { Reader } from '../../server/data/data-socket.ts';

/** The first block is small, since most files are; the others are not. */
const FIRST = 64 * 1024;
const BLOCK = 256 * 1024;
/** Full blocks that may wait; then the client has to. */
const WAITING = 4;

/**
 * Takes a file as it arrives into blocks that are used again and again, and gives what there is, full or not: nobody knows where
 * the file ends before it was looked at. One reader an upload.
 */
export class BlockReader implements Reader {
  readonly #arrived: () => void;
  #filling: Buffer = Buffer.allocUnsafeSlow(FIRST);
  /** Bytes of the block that are there, and bytes that were given already. */
  #length = 0;
  #start = 0;
  #full: { readonly block: Buffer; readonly start: number }[] = [];
  #given: Buffer[] = [];
  #free: Buffer[] = [];

  /** @param arrived told whenever there is something to take */
  constructor(arrived: () => void) { this.#arrived = arrived; }

  get empty(): boolean { return this.#full.length === 0 && this.#length === this.#start; }

  /** Whether nothing more is read until what is here is taken and the socket resumed. */
  get paused(): boolean { return this.#full.length >= WAITING; }

  room(): Buffer { return this.#filling.subarray(this.#length); }

  filled(bytes: number): boolean {
    this.#length += bytes;
    if (this.#length === this.#filling.length) {
      this.#full.push({ block: this.#filling, start: this.#start });
      this.#filling = this.#free.pop() ?? Buffer.allocUnsafeSlow(BLOCK);
      [this.#length, this.#start] = [0, 0];
    }
    this.#arrived();
    return !this.paused;
  }

  /** All that has come since the last call, valid until the next. */
  take(): Buffer[] {
    this.#free.push(...this.#given.filter(({ length }) => length === BLOCK));
    this.#given = this.#full.map(({ block }) => block);
    const taken = this.#full.map(({ block, start }) => block.subarray(start));
    this.#full = [];
    if (this.#length > this.#start) taken.push(this.#filling.subarray(this.#start, this.#length));
    this.#start = this.#length;
    return taken.filter(({ length }) => length > 0);
  }
}
