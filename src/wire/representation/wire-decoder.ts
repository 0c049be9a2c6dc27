import { NvtDecoder } from '../ascii.ts';
import { DataError } from './data-error.ts';
import { fromEbcdic } from './ebcdic.ts';
import { unframerOf } from './framer.ts';
import { PageJoiner } from './pages.ts';
import { FILE_END, Marker, RECORD_END, type Piece, type Unframer } from './piece.ts';
import type { Representation } from './representation.ts';

const LF = Buffer.from('\n');
/** Bytes that are taken at a time: MODE C makes up to 63 times as many of them. */
const SLICE = 2048;

/** A restart marker among the bytes of a file. `afterCr`: a CR before it is not yet stored, as its LF may follow (RFC 1123 §4.1.3.4). */
export interface Mark { readonly text: string; readonly afterCr: boolean }

/**
 * The file with LF lines that the data connection carried, but for the inflating of MODE Z. A record that holds the LF that
 * ends records here is refused, as it would come back as two; an EOR where the structure has no records is refused too.
 */
export class WireDecoder {
  readonly #representation: Representation;
  readonly #unframer: Unframer;
  readonly #nvt: NvtDecoder | null;
  readonly #pages: PageJoiner | null;
  #done = false;

  /** @param afterCr restarted behind a CR that is not stored */
  constructor(representation: Representation, afterCr = false) {
    this.#representation = representation;
    this.#unframer = unframerOf(representation);
    this.#nvt = representation.type === 'ascii' && representation.structure !== 'record' ? new NvtDecoder(afterCr) : null;
    this.#pages = representation.structure === 'page' ? new PageJoiner() : null;
  }

  /** Whether the end of the file has come. */
  get done(): boolean { return this.#done; }

  /** Bytes of the file and marks among them; the rest of the chunk is not looked at once the file has ended. @throws DataError */
  * push(chunk: Buffer): Generator<Buffer | Mark, void, undefined> {
    for (let at = 0; at < chunk.length && !this.#done; at += SLICE) yield* this.#take(this.#unframer.unframe(chunk.subarray(at, at + SLICE)));
  }

  /** What is left when the connection has ended. @throws DataError where it has ended too early. */
  * end(): Generator<Buffer | Mark, void, undefined> {
    if (!this.#done) yield* this.#take(this.#unframer.end());
  }

  * #take(pieces: readonly Piece[]): Generator<Buffer | Mark, void, undefined> {
    for (const piece of pieces) {
      if (this.#done) return;
      if (piece instanceof Marker) yield { text: piece.text, afterCr: this.#nvt?.holdsCr ?? false };
      else if (piece === FILE_END) yield* this.#finish();
      else if (piece !== RECORD_END) yield* this.#data(piece);
      else if (this.#representation.structure === 'record') yield LF;
      else throw new DataError('malformed', 'the end of a record in a file without records');
    }
  }

  * #data(piece: Buffer): Generator<Buffer, void, undefined> {
    if (this.#pages !== null) {
      this.#pages.push(piece);
      if (this.#pages.done) yield* this.#finish();
      return;
    }
    const data = this.#translated(piece);
    if (this.#representation.structure === 'record' && data.includes(LF)) throw new DataError('malformed', 'a record that holds the character that ends records here');
    if (data.length > 0) yield data;
  }

  * #finish(): Generator<Buffer, void, undefined> {
    this.#done = true;
    if (this.#pages !== null) yield this.#translated(this.#pages.end());
    const rest = this.#nvt?.end();
    if (rest !== undefined && rest.length > 0) yield rest;
  }

  #translated(data: Buffer): Buffer {
    return this.#representation.type === 'ebcdic' ? fromEbcdic(data) : (this.#nvt?.push(data) ?? data);
  }
}
