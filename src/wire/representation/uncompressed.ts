import { FILLER, REPLICATED, RUN } from './compressed.ts';
import { DataError } from './data-error.ts';
import { checkDescriptor, closing, EOF, MARKER } from './descriptor.ts';
import { ByteSink, FILE_END, type Piece, type Unframer } from './piece.ts';

type State = 'string' | 'regular' | 'replicated' | 'escape';

/**
 * What MODE C sent. An escape holds for the string after it; one that nothing but another escape, or the end, follows
 * holds for no bytes, which is how senders mean it that write it behind the data. What comes out is up to 63 times as long
 * as what goes in.
 */
export class CompressedUnframer implements Unframer {
  readonly #filler: number;
  #state: State = 'string';
  #left = 0;
  /** The descriptor that holds for the string after it; null: none. */
  #descriptor: number | null = null;
  #out = new ByteSink();

  constructor(filler: number) { this.#filler = filler; }

  unframe(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    for (let at = 0; at < chunk.length;) {
      if (this.#state === 'regular') {
        const end = Math.min(chunk.length, at + this.#left);
        this.#out.append(chunk.subarray(at, end));
        this.#left -= end - at;
        at = end;
        if (this.#left === 0) this.#close(pieces);
      } else this.#byte(chunk[at++]!, pieces);
      if (pieces.at(-1) === FILE_END) return pieces;
    }
    // A marker has to be whole.
    if (this.#out.length > 0 && !this.#inMarker) pieces.push(this.#out.take());
    return pieces;
  }

  end(): Piece[] {
    const pieces: Piece[] = [];
    if (this.#state === 'string' && this.#descriptor !== null && this.#descriptor & EOF) this.#close(pieces);
    if (pieces.at(-1) !== FILE_END) throw new DataError('cut', 'the connection ended before EOF');
    return pieces;
  }

  get #inMarker(): boolean { return this.#descriptor !== null && (this.#descriptor & MARKER) !== 0; }

  #byte(byte: number, pieces: Piece[]): void {
    if (this.#state === 'replicated') {
      this.#out.fill(byte, this.#left);
      this.#close(pieces);
    } else if (this.#state === 'escape') {
      checkDescriptor(byte);
      this.#flush(pieces);
      this.#descriptor = byte;
      this.#state = 'string';
    } else if (byte === 0) {
      if (this.#descriptor !== null) this.#close(pieces);
      this.#state = 'escape';
    } else if (byte >= FILLER) {
      this.#out.fill(this.#filler, byte & RUN);
      this.#close(pieces);
    } else {
      this.#left = byte >= REPLICATED ? byte & RUN : byte;
      this.#state = byte >= REPLICATED ? 'replicated' : 'regular';
    }
  }

  /** A string is whole. */
  #close(pieces: Piece[]): void {
    this.#state = 'string';
    if (this.#descriptor === null) return;
    const marker = this.#inMarker ? this.#out.take() : null;
    if (marker === null) this.#flush(pieces);
    pieces.push(...closing(this.#descriptor, marker));
    this.#descriptor = null;
  }

  #flush(pieces: Piece[]): void {
    if (this.#out.length > 0) pieces.push(this.#out.take());
  }
}
