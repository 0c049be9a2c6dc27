/** What a chunk brought: what certainly stands before the marker, and, once it is found, what stands after it. */
export interface Found {
  readonly before: Buffer;
  readonly found: boolean;
  /** Empty until the marker is found. */
  readonly rest: Buffer;
}

const NOTHING = Buffer.alloc(0);

/**
 * Finds the first occurrence of a marker in a stream of chunks, also where it is split over several (INL-PRO-R31). It
 * holds back what may be the beginning of the marker: never as much as a marker.
 */
export class MarkerFinder {
  readonly #marker: Buffer;
  #held: Buffer = NOTHING;

  constructor(marker: Buffer) { this.#marker = marker; }

  push(chunk: Buffer): Found {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const at = bytes.indexOf(this.#marker);
    if (at >= 0) {
      this.#held = NOTHING;
      return { before: bytes.subarray(0, at), found: true, rest: bytes.subarray(at + this.#marker.length) };
    }
    const length = bytes.length - this.#beginning(bytes);
    // A copy: the chunk may be many times as large as what is kept of it.
    this.#held = Buffer.from(bytes.subarray(length));
    return { before: bytes.subarray(0, length), found: false, rest: NOTHING };
  }

  /** Length of the longest end of `bytes` with which the marker begins. */
  #beginning(bytes: Buffer): number {
    for (let length = Math.min(bytes.length, this.#marker.length - 1); length > 0; length -= 1) {
      if (bytes.subarray(-length).equals(this.#marker.subarray(0, length))) return length;
    }
    return 0;
  }
}
