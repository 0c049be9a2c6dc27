/** The longest name that a request may hold, in bytes (LEN-PRO-R13). */
export const NAME_LIMIT = 4096;
const PREFIX = 4;

/** What the bytes of a connection turned out to ask for. */
export type NameRequest =
  | { readonly kind: 'name'; readonly name: Buffer }
  /** The length alone is too much; the name was not waited for. */
  | { readonly kind: 'too long'; readonly length: number };

/** Reads the one request of a connection, however it is cut. Holds no more than the longest request; the rest is dropped. */
export class RequestReader {
  readonly #bytes = Buffer.allocUnsafe(PREFIX + NAME_LIMIT);
  #held = 0;
  #done = false;

  /** The request when this chunk completes it, else null. After that nothing is read any more (LEN-PRO-R15). */
  push(chunk: Uint8Array): NameRequest | null {
    if (this.#done) return null;
    const taken = Math.min(chunk.length, this.#bytes.length - this.#held);
    this.#bytes.set(chunk.subarray(0, taken), this.#held);
    this.#held += taken;
    if (this.#held < PREFIX) return null;
    const length = this.#bytes.readUInt32BE(0);
    if (length <= NAME_LIMIT && this.#held < PREFIX + length) return null;
    this.#done = true;
    return length > NAME_LIMIT ? { kind: 'too long', length } : { kind: 'name', name: this.#bytes.subarray(PREFIX, PREFIX + length) };
  }
}

/** A request as a client sends it. A string is sent as UTF-8. */
export function formatRequest(name: string | Uint8Array): Buffer {
  const bytes = Buffer.from(name as string);
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32BE(bytes.length);
  return Buffer.concat([prefix, bytes]);
}
