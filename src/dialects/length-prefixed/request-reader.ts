/** The longest name that a request may hold, in bytes (LEN-PRO-R13). */
export const NAME_LIMIT = 4096;
const PREFIX = 4;

/** Bytes of the position that `length-resume` has behind the name. */
export const POSITION = 8;

/** What the bytes of a connection turned out to ask for. */
export type NameRequest =
  /** `position` is 0 where the protocol has none. */
  | { readonly kind: 'name'; readonly name: Buffer; readonly position: number }
  /** The length alone is too much; the name was not waited for. */
  | { readonly kind: 'too long'; readonly length: number };

/** Reads the one request of a connection, however it is cut. Holds no more than the longest request; the rest is dropped. */
export class RequestReader {
  readonly #bytes: Buffer;
  readonly #tail: number;
  #held = 0;
  #done = false;

  /** @param tail bytes of the position behind the name: 0, or `POSITION` */
  constructor(tail: 0 | typeof POSITION = 0) {
    this.#tail = tail;
    this.#bytes = Buffer.allocUnsafe(PREFIX + NAME_LIMIT + tail);
  }

  /** The request when this chunk completes it, else null. After that nothing is read any more (LEN-PRO-R15). */
  push(chunk: Uint8Array): NameRequest | null {
    if (this.#done) return null;
    const taken = Math.min(chunk.length, this.#bytes.length - this.#held);
    this.#bytes.set(chunk.subarray(0, taken), this.#held);
    this.#held += taken;
    if (this.#held < PREFIX) return null;
    const length = this.#bytes.readUInt32BE(0);
    if (length <= NAME_LIMIT && this.#held < PREFIX + length + this.#tail) return null;
    this.#done = true;
    if (length > NAME_LIMIT) return { kind: 'too long', length };
    const end = PREFIX + length;
    // A position that a number cannot hold exactly is beyond the end of every file.
    return { kind: 'name', name: this.#bytes.subarray(PREFIX, end), position: this.#tail === 0 ? 0 : Number(this.#bytes.readBigUInt64BE(end)) };
  }
}

/** A request as a client sends it, with a position in `length-resume` only. A string is sent as UTF-8. */
export function formatRequest(name: string | Uint8Array, position?: number): Buffer {
  const bytes = Buffer.from(name as string);
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32BE(bytes.length);
  const tail = Buffer.alloc(position === undefined ? 0 : POSITION);
  if (position !== undefined) tail.writeBigUInt64BE(BigInt(position));
  return Buffer.concat([prefix, bytes, tail]);
}
