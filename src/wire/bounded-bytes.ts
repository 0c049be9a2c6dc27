/**
 * Bytes gathered from chunks, of which at most `limit` are held and all are counted. Memory grows by doubling, so a
 * peer that sends one byte at a time costs no more than one that sends all at once.
 */
export class BoundedBytes {
  readonly #limit: number;
  #held: Buffer = Buffer.alloc(0);
  #length = 0;
  #last = -1;
  #beforeLast = -1;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Number of bytes appended since the last `take`, held or not. */
  get length(): number {
    return this.#length;
  }

  /** The last byte appended, held or not; -1 when there is none. */
  get last(): number {
    return this.#last;
  }

  /** The byte before `last`; -1 when there is none. */
  get beforeLast(): number {
    return this.#beforeLast;
  }

  append(byte: number): void {
    if (this.#length < this.#limit) {
      this.#reserve(this.#length + 1);
      this.#held[this.#length] = byte;
    }
    this.#length += 1;
    this.#beforeLast = this.#last;
    this.#last = byte;
  }

  /** Appends `source[start..end)`. */
  appendFrom(source: Buffer, start: number, end: number): void {
    if (end <= start) return;
    const room = Math.min(end - start, this.#limit - this.#length);
    if (room > 0) {
      this.#reserve(this.#length + room);
      source.copy(this.#held, this.#length, start, start + room);
    }
    this.#length += end - start;
    this.#beforeLast = end - start > 1 ? (source[end - 2] ?? -1) : this.#last;
    this.#last = source[end - 1] ?? -1;
  }

  /** A copy of the held bytes: the first `limit` of those appended. */
  peek(): Buffer {
    return Buffer.from(this.#held.subarray(0, Math.min(this.#length, this.#limit)));
  }

  /** As `peek`, and starts anew. */
  take(): Buffer {
    const bytes = this.peek();
    this.#length = 0;
    this.#last = -1;
    this.#beforeLast = -1;
    return bytes;
  }

  #reserve(size: number): void {
    if (size <= this.#held.length) return;
    const grown = Buffer.alloc(Math.min(this.#limit, Math.max(size, 2 * this.#held.length, 64)));
    this.#held.copy(grown);
    this.#held = grown;
  }
}
