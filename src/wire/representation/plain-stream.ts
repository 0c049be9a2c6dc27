import { FILE_END, type ByteSink, type Framer, type Piece, type Unframer } from './piece.ts';

/** MODE S without records (RFC 959 §3.4.1): all bytes are data bytes, the end of the connection is the end of the file. */
export class PlainFramer implements Framer {
  frame(piece: Piece, to: ByteSink): void {
    if (Buffer.isBuffer(piece)) to.append(piece);
  }
}

export class PlainUnframer implements Unframer {
  unframe(chunk: Buffer): Piece[] { return [chunk]; }
  end(): Piece[] { return [FILE_END]; }
}
