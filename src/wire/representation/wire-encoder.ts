import { NvtEncoder } from '../ascii.ts';
import { toEbcdic } from './ebcdic.ts';
import { framerOf } from './framer.ts';
import { PageCutter } from './pages.ts';
import { ByteSink, FILE_END, Marker, RECORD_END, type Framer, type Piece } from './piece.ts';
import type { Representation } from './representation.ts';

const LF = 0x0a;
const CR = 0x0d;

/**
 * A file with LF lines as the data connection carries it, but for the deflating of MODE Z. In STRU R each line is a record
 * and its LF is not sent, in every type; a last line without LF is a record too.
 */
export class WireEncoder {
  readonly #representation: Representation;
  readonly #framer: Framer;
  readonly #sink = new ByteSink();
  readonly #nvt: NvtEncoder | null;
  readonly #pages: PageCutter | null;
  /** The last byte of the file so far; -1 before the first. */
  #last = -1;

  constructor(representation: Representation) {
    this.#representation = representation;
    this.#framer = framerOf(representation);
    this.#nvt = representation.type === 'ascii' && representation.structure !== 'record' ? new NvtEncoder() : null;
    this.#pages = representation.structure === 'page' ? new PageCutter() : null;
  }

  /** Whether a restart can begin here: not between a CR and what follows it. */
  get divisible(): boolean { return this.#nvt === null || this.#last !== CR; }

  push(chunk: Buffer): Buffer {
    if (chunk.length === 0) return chunk;
    this.#last = chunk[chunk.length - 1]!;
    if (this.#representation.structure === 'record') this.#records(chunk);
    else this.#put(this.#pages?.push(this.#translated(chunk)) ?? this.#translated(chunk));
    return this.#sink.take();
  }

  /** A restart marker, where the mode has markers. */
  mark(text: string): Buffer {
    this.#put(new Marker(text));
    return this.#sink.take();
  }

  end(): Buffer {
    if (this.#representation.structure === 'record' && this.#last !== LF && this.#last !== -1) this.#put(RECORD_END);
    if (this.#pages !== null) this.#put(this.#pages.end());
    this.#put(FILE_END);
    return this.#sink.take();
  }

  #records(chunk: Buffer): void {
    for (let from = 0; from < chunk.length;) {
      const found = chunk.indexOf(LF, from);
      const end = found < 0 ? chunk.length : found;
      this.#put(this.#translated(chunk.subarray(from, end)));
      if (found >= 0) this.#put(RECORD_END);
      from = end + 1;
    }
  }

  #translated(chunk: Buffer): Buffer {
    return this.#representation.type === 'ebcdic' ? toEbcdic(chunk) : (this.#nvt?.push(chunk) ?? chunk);
  }

  #put(piece: Piece): void { this.#framer.frame(piece, this.#sink); }
}
