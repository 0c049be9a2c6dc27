import { DataError } from './data-error.ts';
import { checkDescriptor, closing, EOF, EOR, MARKER } from './descriptor.ts';
import { ByteSink, FILE_END, Marker, RECORD_END, type Framer, type Piece, type Unframer } from './piece.ts';

/** Bytes of a block that we send; a count can say 65535. */
const BLOCK = 32 * 1024;
/** A marker is held until it is whole; no valid one is longer. */
const MARKER_ROOM = 256;

/** MODE B (RFC 959 §3.4.2): blocks with a descriptor, a count of two bytes, and as many data. */
export class BlockFramer implements Framer {
  readonly #pending = new ByteSink();

  frame(piece: Piece, to: ByteSink): void {
    if (piece === RECORD_END) this.#close(EOR, to);
    else if (piece === FILE_END) this.#close(EOF, to);
    else if (piece instanceof Marker) {
      if (this.#pending.length > 0) this.#close(0, to);
      block(MARKER, Buffer.from(piece.text, 'latin1'), to);
    } else {
      for (let at = 0; at < piece.length;) {
        // What is held back may turn out to be the last of its record.
        if (this.#pending.length === BLOCK) this.#close(0, to);
        const end = Math.min(piece.length, at + BLOCK - this.#pending.length);
        this.#pending.append(piece.subarray(at, end));
        at = end;
      }
    }
  }

  #close(code: number, to: ByteSink): void { block(code, this.#pending.take(), to); }
}

function block(code: number, data: Buffer, to: ByteSink): void {
  to.put(code, data.length >> 8, data.length & 255);
  to.append(data);
}

/** State: the header or the rest of the block that has begun. */
export class BlockUnframer implements Unframer {
  #header: number[] = [];
  #left = 0;
  #marker: ByteSink | null = null;

  unframe(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    for (let at = 0; at < chunk.length;) {
      if (this.#header.length < 3) {
        this.#header.push(chunk[at++]!);
        if (this.#header.length === 1) checkDescriptor(this.#header[0]!);
        if (this.#header.length < 3) continue;
        this.#left = this.#header[1]! * 256 + this.#header[2]!;
        this.#marker = this.#header[0]! & MARKER ? new ByteSink() : null;
      }
      const end = Math.min(chunk.length, at + this.#left);
      if (end > at) this.#data(chunk.subarray(at, end), pieces);
      this.#left -= end - at;
      at = end;
      if (this.#left > 0) continue;
      pieces.push(...closing(this.#header[0]!, this.#marker?.take() ?? null));
      this.#header = [];
      if (pieces.at(-1) === FILE_END) break;
    }
    return pieces;
  }

  end(): Piece[] { throw new DataError('cut', 'the connection ended before EOF'); }

  #data(data: Buffer, pieces: Piece[]): void {
    if (this.#marker === null) pieces.push(data);
    else if (this.#marker.length < MARKER_ROOM) this.#marker.append(data.subarray(0, MARKER_ROOM));
  }
}
