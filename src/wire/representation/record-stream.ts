import { DataError } from './data-error.ts';
import { ByteSink, FILE_END, RECORD_END, type Framer, type Piece, type Unframer } from './piece.ts';

const ESCAPE = 0xff;
/** Bits of the byte after the escape. */
const EOR = 1;
const EOF = 2;

/** MODE S with records (RFC 959 §3.4.1): EOR and EOF are two-byte codes that begin with 255; a 255 of the data is sent twice. */
export class RecordFramer implements Framer {
  frame(piece: Piece, to: ByteSink): void {
    if (piece === RECORD_END) to.put(ESCAPE, EOR);
    else if (piece === FILE_END) to.put(ESCAPE, EOF);
    else if (Buffer.isBuffer(piece)) escaped(piece, to);
  }
}

function escaped(data: Buffer, to: ByteSink): void {
  let from = 0;
  for (let at = data.indexOf(ESCAPE); at >= 0; at = data.indexOf(ESCAPE, from)) {
    to.append(data.subarray(from, at + 1));
    to.put(ESCAPE);
    from = at + 1;
  }
  to.append(data.subarray(from));
}

/** State: whether the last byte was an escape. */
export class RecordUnframer implements Unframer {
  #escaped = false;

  unframe(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    const data = new ByteSink();
    let at = 0;
    while (at < chunk.length) {
      if (this.#escaped) {
        this.#escaped = false;
        const code = chunk[at++]!;
        if (code === ESCAPE) data.put(ESCAPE);
        else if (code < EOR || code > (EOR | EOF)) throw new DataError('malformed', `255 is followed by ${code}`);
        else {
          if (data.length > 0) pieces.push(data.take());
          if (code & EOR) pieces.push(RECORD_END);
          if (code & EOF) return [...pieces, FILE_END];
        }
        continue;
      }
      const found = chunk.indexOf(ESCAPE, at);
      const end = found < 0 ? chunk.length : found;
      data.append(chunk.subarray(at, end));
      this.#escaped = found >= 0;
      at = end + 1;
    }
    return data.length === 0 ? pieces : [...pieces, data.take()];
  }

  end(): Piece[] { throw new DataError('cut', 'the connection ended before EOF'); }
}
