import { DataError } from './data-error.ts';
import { ByteSink } from './piece.ts';

/** Bytes of a page, and pages of a file: a field of the header is one logical byte (RFC 959 §3.1.2.3). */
const PAGE = 255;
const PAGES = 256;
const HEADER = 4;
const LAST = 0;
const SIMPLE = 1;

/** Bytes of the largest file that pages of 8-bit bytes can hold. */
export const MOST_IN_PAGES = PAGE * PAGES;

/** STRU P: cuts a file into pages; one of zeros alone is a hole and is not sent, unless it is the last. */
export class PageCutter {
  #page: Buffer = Buffer.alloc(0);
  #index = 0;

  /** @throws DataError when the file is larger than 256 pages. */
  push(chunk: Buffer): Buffer {
    const out = new ByteSink();
    let data = Buffer.concat([this.#page, chunk]);
    // The last page is known by the end only.
    while (data.length > PAGE) {
      this.#send(data.subarray(0, PAGE), out, false);
      data = data.subarray(PAGE);
    }
    this.#page = data;
    return out.take();
  }

  end(): Buffer {
    const out = new ByteSink();
    if (this.#page.length > 0) this.#send(this.#page, out, true);
    out.put(HEADER, this.#index & 255, 0, LAST);
    return out.take();
  }

  #send(page: Buffer, out: ByteSink, last: boolean): void {
    if (this.#index === PAGES) throw new DataError('malformed', 'the file is larger than 256 pages');
    if (last || page.some((byte) => byte !== 0)) {
      out.put(HEADER, this.#index, page.length, SIMPLE);
      out.append(page);
    }
    this.#index += 1;
  }
}

/**
 * STRU P: puts pages where their index says, in whatever order they come; holes are zeros. Pages with more than their
 * data, which this host could not give back, are refused. Holds one file, at most 65280 bytes.
 */
export class PageJoiner {
  #file = Buffer.alloc(0);
  #size = 0;
  #rest: Buffer = Buffer.alloc(0);
  done = false;

  /** @throws DataError for a header that cannot be, or a type that cannot be kept. */
  push(chunk: Buffer): void {
    let data = Buffer.concat([this.#rest, chunk]);
    while (!this.done && data.length >= HEADER) {
      const [header, index, length, type] = data as unknown as [number, number, number, number];
      if (header !== HEADER || (type !== SIMPLE && (type !== LAST || length !== 0))) throw new DataError('malformed', `a page of type ${type} with a header of ${header} bytes`);
      if (data.length < HEADER + length) break;
      if (type === LAST) this.done = true;
      else this.#place(index * PAGE, data.subarray(HEADER, HEADER + length));
      data = data.subarray(HEADER + length);
    }
    this.#rest = Buffer.from(data);
  }

  /** The file. @throws DataError when the last page has not come. */
  end(): Buffer {
    if (!this.done) throw new DataError('cut', 'the connection ended before the last page');
    return this.#file.subarray(0, this.#size);
  }

  #place(at: number, data: Buffer): void {
    if (this.#file.length === 0) this.#file = Buffer.alloc(MOST_IN_PAGES);
    data.copy(this.#file, at);
    this.#size = Math.max(this.#size, at + data.length);
  }
}
