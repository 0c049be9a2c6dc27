import { escapeBytes } from '../../wire/escape.ts';
import type { FileHead } from './answer.ts';
import { NAME_LIMIT } from './request-reader.ts';

const OK = Buffer.from('OK');
const ERROR = Buffer.from('ERROR');
/** Bytes of the size after the base name. */
const SIZE = 8;
/** The longest text after ERROR that is kept, in bytes (LEN-PRO-R10). */
export const TEXT_LIMIT = 1024;

/** How an answer begins; what follows it is `rest`. */
export type AnswerHead =
  | { readonly kind: 'ok'; readonly head: FileHead; readonly rest: Buffer }
  /** The text goes on until the connection ends. */
  | { readonly kind: 'error'; readonly rest: Buffer }
  | { readonly kind: 'malformed'; readonly problem: string };

/** Reads the beginning of an answer, client side, however it is cut. Never holds more than the longest head. */
export class AnswerReader {
  #bytes = Buffer.alloc(0);
  readonly #digits: 0 | 32;

  /** @param digits hexadecimal digits of the checksum before the data; `length-resume` has none, and an empty one is reported */
  constructor(digits: 0 | 32 = 32) { this.#digits = digits; }

  /** What came so far, while there is no head. */
  get partial(): Buffer { return this.#bytes; }

  /** The head when this chunk completes it, else null; to be called no more once it has come. */
  push(chunk: Uint8Array): AnswerHead | null {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const bytes = this.#bytes;
    if (begins(bytes, ERROR)) return bytes.length < ERROR.length ? null : { kind: 'error', rest: bytes.subarray(ERROR.length) };
    if (!begins(bytes, OK)) return { kind: 'malformed', problem: `an answer begins with OK or ERROR, this one with ${escapeBytes(bytes.subarray(0, 16))}` };
    if (bytes.length < 6) return null;
    const length = bytes.readUInt32BE(2);
    if (length > NAME_LIMIT) return { kind: 'malformed', problem: `a base name of ${length} bytes` };
    const end = 6 + length + SIZE + this.#digits;
    if (bytes.length < end) return null;
    const checksum = bytes.toString('latin1', end - this.#digits, end);
    if (!/^[0-9a-f]*$/i.test(checksum)) return { kind: 'malformed', problem: `no checksum of 32 hexadecimal digits: ${escapeBytes(Buffer.from(checksum, 'latin1'))}` };
    return { kind: 'ok', head: { name: Buffer.from(bytes.subarray(6, 6 + length)), size: bytes.readBigUInt64BE(6 + length), checksum }, rest: bytes.subarray(end) };
  }
}

/** Whether as many bytes as there are agree with the word. */
function begins(bytes: Buffer, word: Buffer): boolean {
  const length = Math.min(bytes.length, word.length);
  return bytes.subarray(0, length).equals(word.subarray(0, length));
}
