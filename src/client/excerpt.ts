import { createHash, type Hash } from 'node:crypto';

/** A piece of a stream as it came: when, its place among all pieces (a chunk that is cut in two takes n and n + ½), its bytes as latin1 text. */
export interface Piece {
  readonly at: number;
  readonly order: number;
  readonly text: string;
}

/** What lies between head and tail. */
export interface Gap {
  readonly at: number;
  readonly order: number;
  /** Bytes that are not shown. */
  readonly missing: number;
  /** All bytes of the stream. */
  readonly bytes: number;
  /** SHA-256 of all bytes of the stream, in hexadecimal. */
  readonly sha256: string;
}

/** A server that sends single bytes fills the memory with pieces long before it fills it with bytes. */
const MOST_PIECES = 2000;

/**
 * Keeps the head and the tail of one stream, `size` bytes in all, and forgets what lies between but for its length
 * and digest. Memory is bounded whatever comes. Bytes are held as latin1 strings: slices of
 * network buffers would keep whole pools alive.
 */
export class Excerpt {
  readonly #half: number;
  readonly #head: Piece[] = [];
  readonly #tail: Piece[] = [];
  #headBytes = 0;
  #tailBytes = 0;
  #bytes = 0;
  /** Made at the first loss: until then head and tail hold everything that there is to digest. */
  #hash: Hash | null = null;

  constructor(size: number) {
    this.#half = Math.floor(size / 2);
  }

  add(at: number, order: number, chunk: Uint8Array): void {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#hash?.update(buffer);
    this.#bytes += buffer.length;
    const intoHead = this.#tail.length > 0 || this.#head.length >= MOST_PIECES ? 0 : Math.min(buffer.length, this.#half - this.#headBytes);
    if (intoHead > 0) {
      this.#head.push({ at, order, text: buffer.toString('latin1', 0, intoHead) });
      this.#headBytes += intoHead;
    }
    if (intoHead < buffer.length) this.#addToTail(at, intoHead > 0 ? order + 0.5 : order, buffer.subarray(intoHead));
  }

  /** Everything kept, in order, and the gap where something was lost. */
  pieces(): { readonly shown: readonly Piece[]; readonly gap: Gap | null } {
    if (this.#hash === null) return { shown: [...this.#head, ...this.#tail], gap: null };
    const [first, ...rest] = this.#tail;
    if (first === undefined) return { shown: this.#head, gap: null };
    const excess = Math.max(0, this.#tailBytes - this.#half);
    const tail = [{ ...first, text: first.text.slice(excess) }, ...rest];
    const missing = this.#bytes - this.#headBytes - this.#tailBytes + excess;
    const gap = { at: first.at, order: first.order - 0.25, missing, bytes: this.#bytes, sha256: this.#hash.copy().digest('hex') };
    return { shown: [...this.#head, ...tail], gap };
  }

  #addToTail(at: number, order: number, rest: Buffer): void {
    const overflows = this.#tailBytes + rest.length > this.#half || this.#tail.length >= MOST_PIECES;
    if (overflows && this.#hash === null) {
      this.#hash = createHash('sha256');
      for (const piece of [...this.#head, ...this.#tail]) this.#hash.update(piece.text, 'latin1');
      this.#hash.update(rest);
    }
    const text = rest.toString('latin1', Math.max(0, rest.length - this.#half));
    this.#tail.push({ at, order, text });
    this.#tailBytes += text.length;
    // A first piece that is only partly superfluous stays whole and is trimmed when shown.
    for (let first = this.#tail[0]; first !== undefined && this.#isSpare(first); first = this.#tail[0]) {
      this.#tailBytes -= first.text.length;
      this.#tail.shift();
    }
  }

  #isSpare(first: Piece): boolean {
    return this.#tailBytes - first.text.length >= this.#half || this.#tail.length > MOST_PIECES;
  }
}
