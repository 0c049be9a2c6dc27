import { MarkCopier } from './mark-copier.ts';

const LF = 0x0a;
const CR = 0x0d;
const NOTHING = Buffer.alloc(0);

/**
 * A file as TYPE A sends it (RFC 959 §3.1.1.1): LF becomes CR LF. A CR LF that the file already has stays as it is, so
 * files of either habit arrive with one line end a line; a lone CR stays too. State: one bit. A chunk without LF is
 * returned itself, uncopied.
 */
export class NvtEncoder {
  #afterCr = false;

  push(chunk: Buffer): Buffer {
    if (chunk.length === 0) return chunk;
    const afterCr = this.#afterCr;
    this.#afterCr = chunk[chunk.length - 1] === CR;
    if (!chunk.includes(LF)) return chunk;
    const copier = new MarkCopier(chunk, LF, 2 * chunk.length);
    while (copier.copyToMark()) {
      const hasCr = copier.at === 0 ? afterCr : chunk[copier.at - 1] === CR;
      if (!hasCr) copier.put(CR);
      copier.put(LF);
      copier.at += 1;
    }
    return copier.result();
  }

  /** The bytes still owed at the end: none. */
  end(): Buffer {
    this.#afterCr = false;
    return NOTHING;
  }
}

/**
 * What TYPE A received as a file with LF lines: CR LF becomes LF; a lone CR and a lone LF stay. State: one bit, a CR at
 * the end of a chunk, held back until its successor is known. A chunk without CR is returned itself, uncopied.
 */
export class NvtDecoder {
  #heldCr: boolean;

  /** @param holdsCr whether what came before ended with a CR */
  constructor(holdsCr = false) { this.#heldCr = holdsCr; }

  /** Whether a CR is held back. */
  get holdsCr(): boolean { return this.#heldCr; }

  push(chunk: Buffer): Buffer {
    if (chunk.length === 0 || (!this.#heldCr && !chunk.includes(CR))) return chunk;
    const copier = new MarkCopier(chunk, CR, chunk.length + 1);
    if (this.#heldCr && chunk[0] !== LF) copier.put(CR);
    this.#heldCr = chunk[chunk.length - 1] === CR;
    while (copier.copyToMark()) {
      copier.at += 1;
      if (copier.at < chunk.length && chunk[copier.at] !== LF) copier.put(CR);
    }
    return copier.result();
  }

  /** The CR that the data ended with, if it did. */
  end(): Buffer {
    const rest = this.#heldCr ? Buffer.from([CR]) : NOTHING;
    this.#heldCr = false;
    return rest;
  }
}
