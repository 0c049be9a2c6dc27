import { BoundedBytes } from '../../wire/bounded-bytes.ts';

const LF = 0x0a;

/** A command line as text, one character a byte, without its end and the spaces around it; null for one that is too long. */
export type CommandLine = { readonly text: string | null };

/**
 * Cuts command lines off a stream one at a time, because what follows a line may be no line: after PUT it is a file. A line
 * ends at LF, with CR before it or not (INL-PRO-R2, R3). No more than `limit` bytes are held; a longer line is
 * reported once, at its end.
 */
export class CommandLines {
  readonly #limit: number;
  readonly #line: BoundedBytes;

  constructor(limit: number) {
    this.#limit = limit;
    // Two more, so that the line end does not count.
    this.#line = new BoundedBytes(limit + 2);
  }

  /** Takes as much of a chunk as belongs to one line; `line` is null while its end has not come. */
  cut(chunk: Buffer): { readonly line: CommandLine | null; readonly rest: Buffer } {
    const lf = chunk.indexOf(LF);
    const end = lf < 0 ? chunk.length : lf + 1;
    this.#line.appendFrom(chunk, 0, end);
    if (lf < 0) return { line: null, rest: chunk.subarray(end) };
    const ending = this.#line.beforeLast === 0x0d ? 2 : 1;
    const length = this.#line.length - ending;
    const bytes = this.#line.take();
    return { line: { text: length > this.#limit ? null : trim(bytes.toString('latin1', 0, length)) }, rest: chunk.subarray(end) };
  }
}

/** Spaces and tabs only: other white space of Unicode is part of names in some encoding. */
function trim(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && ' \t'.includes(text.charAt(start))) start += 1;
  while (end > start && ' \t'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
