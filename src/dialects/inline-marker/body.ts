import { MarkerFinder } from './marker-finder.ts';
import { FILE_END, FILE_START } from './markers.ts';

/** What a chunk of an upload turned out to be. */
export interface BodyPiece {
  /** Bytes of the file. */
  readonly file: Buffer;
  /** `whole` after the end marker, `broken` when the framing is not kept and nothing after it can be understood. */
  readonly state: 'open' | 'whole' | 'broken';
  /** What follows the end marker: commands. */
  readonly rest: Buffer;
}

/** Takes the chunks of an upload, from after the request to the end marker. */
export interface Body { push(chunk: Buffer): BodyPiece }

/** Bytes before `FILE_START` that are dropped; a client that sends more has no file to send. */
const PREFACE = 64 * 1024;
const NOTHING = Buffer.alloc(0);
const OPEN: BodyPiece = { file: NOTHING, state: 'open', rest: NOTHING };
const BROKEN: BodyPiece = { file: NOTHING, state: 'broken', rest: NOTHING };

/** The file of `inline-marker`: all between the first `FILE_START` and the first `FILE_END` after it (INL-PRO-R30, R31). */
export class MarkedBody implements Body {
  readonly #start = new MarkerFinder(FILE_START);
  readonly #end = new MarkerFinder(FILE_END);
  #started = false;
  #dropped = 0;

  push(chunk: Buffer): BodyPiece {
    let bytes = chunk;
    if (!this.#started) {
      const { before, found, rest } = this.#start.push(chunk);
      this.#dropped += before.length;
      if (!found) return this.#dropped > PREFACE ? BROKEN : OPEN;
      this.#started = true;
      bytes = rest;
    }
    const { before, found, rest } = this.#end.push(bytes);
    return { file: before, state: found ? 'whole' : 'open', rest };
  }
}

/** The file of `inline-length`: as many bytes as announced, then `FILE_END` (INL-LEN-R1 to R4). */
export class SizedBody implements Body {
  readonly #start = new MarkerFinder(FILE_START);
  #preface = NOTHING;
  /** Bytes of the file still to come; null while the size is unknown. */
  #left: number | null = null;
  #end = NOTHING;

  push(chunk: Buffer): BodyPiece {
    let bytes = chunk;
    if (this.#left === null) {
      const { before, found, rest } = this.#start.push(chunk);
      if (this.#preface.length + before.length > PREFACE) return BROKEN;
      this.#preface = Buffer.concat([this.#preface, before]);
      if (!found) return OPEN;
      this.#left = announcedSize(this.#preface.toString('latin1'));
      if (this.#left === null) return BROKEN;
      bytes = rest;
    }
    const file = bytes.subarray(0, this.#left);
    this.#left -= file.length;
    const after = bytes.subarray(file.length);
    const wanted = FILE_END.length - this.#end.length;
    this.#end = Buffer.concat([this.#end, after.subarray(0, wanted)]);
    if (!FILE_END.subarray(0, this.#end.length).equals(this.#end)) return { ...BROKEN, file };
    return this.#end.length < FILE_END.length ? { file, state: 'open', rest: NOTHING } : { file, state: 'whole', rest: after.subarray(wanted) };
  }
}

/** The size in the line before `FILE_START`, in bytes, or null when there is none that a number can hold. */
function announcedSize(preface: string): number | null {
  const size = Number(/(?:^|\n)Size: (\d{1,16}) bytes\r\n$/.exec(preface)?.[1] ?? NaN);
  return Number.isSafeInteger(size) ? size : null;
}
