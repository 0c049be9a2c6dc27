import { EOF, EOR, MARKER } from './descriptor.ts';
import { FILE_END, Marker, RECORD_END, type ByteSink, type Framer, type Piece } from './piece.ts';

/** The most bytes of a string of regular data, and of a replication. */
export const LITERAL = 127;
export const RUN = 63;
/** First bits of a replicated byte, and of a string of fillers. */
export const REPLICATED = 0x80;
export const FILLER = 0xc0;
/** A replication of two gains nothing. */
const WORTH = 3;

/**
 * MODE C (RFC 959 §3.4.3): strings of regular data, replicated bytes, strings of fillers, and escapes. What an escape says
 * holds for the string after it, so one at the end of the data is followed by a string of no fillers.
 */
export class CompressedFramer implements Framer {
  readonly #filler: number;

  /** @param filler the byte that a string of fillers stands for */
  constructor(filler: number) { this.#filler = filler; }

  frame(piece: Piece, to: ByteSink): void {
    if (piece === RECORD_END) to.put(0, EOR, FILLER);
    else if (piece === FILE_END) to.put(0, EOF, FILLER);
    else if (piece instanceof Marker) {
      to.put(0, MARKER, piece.text.length);
      to.append(Buffer.from(piece.text, 'latin1'));
    } else this.#strings(piece, to);
  }

  #strings(data: Buffer, to: ByteSink): void {
    let begun = 0;
    for (let at = 0; at < data.length;) {
      const byte = data[at]!;
      let end = at + 1;
      while (end < data.length && end - at < RUN && data[end] === byte) end += 1;
      const filler = byte === this.#filler && end - at >= 2;
      if (!filler && end - at < WORTH) {
        at = end;
        continue;
      }
      regular(data.subarray(begun, at), to);
      if (filler) to.put(FILLER | (end - at));
      else to.put(REPLICATED | (end - at), byte);
      begun = at = end;
    }
    regular(data.subarray(begun), to);
  }
}

function regular(data: Buffer, to: ByteSink): void {
  for (let at = 0; at < data.length; at += LITERAL) {
    const part = data.subarray(at, at + LITERAL);
    to.put(part.length);
    to.append(part);
  }
}
