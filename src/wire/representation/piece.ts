import { DataError } from './data-error.ts';

/** The last byte of a record has gone by (EOR). */
export const RECORD_END = Symbol('EOR');
/** The last byte of the file has gone by (EOF). */
export const FILE_END = Symbol('EOF');

/** Characters of a marker at most. RFC 959 sets no limit; a reply has to hold two of them. */
const LONGEST = 255;

/** A restart marker: printable characters without a space (RFC 959 §3.4.2). */
export class Marker {
  readonly text: string;
  constructor(text: string) { this.text = text; }

  /** @throws DataError where the bytes are no marker. */
  static read(bytes: Buffer): Marker {
    const text = bytes.toString('latin1');
    if (text.length > LONGEST || !/^[!-~]+$/.test(text)) throw new DataError('malformed', 'a restart marker is no printable text without a space, or too long');
    return new Marker(text);
  }
}

/** What a transfer mode carries: bytes, and what it says about them. */
export type Piece = Buffer | Marker | typeof RECORD_END | typeof FILE_END;

/** Puts pieces into the form of a mode. */
export interface Framer { frame(piece: Piece, to: ByteSink): void }

/** Finds the pieces in the form of a mode, however it is cut into chunks. */
export interface Unframer {
  /** @throws DataError at the first byte that cannot be. */
  unframe(chunk: Buffer): Piece[];
  /** What the end of the connection says. @throws DataError where it comes too early. */
  end(): Piece[];
}

/** Bytes being written; grows as needed. */
export class ByteSink {
  #bytes: Buffer = Buffer.allocUnsafe(1024);
  #length = 0;

  get length(): number { return this.#length; }

  put(...bytes: readonly number[]): void {
    this.#reserve(bytes.length);
    for (const byte of bytes) this.#bytes[this.#length++] = byte;
  }

  fill(byte: number, count: number): void {
    this.#reserve(count);
    this.#bytes.fill(byte, this.#length, this.#length += count);
  }

  append(bytes: Buffer): void {
    this.#reserve(bytes.length);
    this.#length += bytes.copy(this.#bytes, this.#length);
  }

  /** What was written since the last `take`. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#length + count, 2 * this.#bytes.length));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}
