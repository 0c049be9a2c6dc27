import { DataError } from './data-error.ts';
import { FILE_END, Marker, RECORD_END, type Piece } from './piece.ts';

/** Bits of a descriptor byte (RFC 959 §3.4.2), the same in blocks and behind the escape of MODE C. */
export const EOR = 128;
export const EOF = 64;
export const MARKER = 16;
/** 32 marks data that are suspected of errors: they are data all the same. */
const KNOWN = EOR | EOF | 32 | MARKER;

/** @throws DataError for a code that nobody has assigned. */
export function checkDescriptor(code: number): void {
  if ((code & ~KNOWN) !== 0) throw new DataError('malformed', `descriptor ${code} has bits that mean nothing`);
}

/** What a descriptor says at the end of what it describes; `marker` is that text where it is a marker. */
export function closing(code: number, marker: Buffer | null): Piece[] {
  const pieces: Piece[] = [];
  if (marker !== null) pieces.push(Marker.read(marker));
  if (code & EOR) pieces.push(RECORD_END);
  if (code & EOF) pieces.push(FILE_END);
  return pieces;
}
