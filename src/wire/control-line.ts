import { BoundedBytes } from './bounded-bytes.ts';

const NUL = 0x00;
const LF = 0x0a;
const CR = 0x0d;

/**
 * One command line, without its end.
 *
 * - `line`: `ending` is `crlf` as RFC 959 §5.3.1 wants, `lf` where the CR is missing, and `cr` for ABOR alone (see
 *   `ControlLineReader`).
 * - `too long`: more than the limit arrived before the end; `head` is the first `limit` bytes, `length` counts all.
 */
export type ControlLine =
  | { readonly kind: 'line'; readonly bytes: Buffer; readonly ending: 'crlf' | 'lf' | 'cr' }
  | { readonly kind: 'too long'; readonly head: Buffer; readonly length: number };

/**
 * Splits the control connection into command lines, server side, after Telnet commands were taken out.
 *
 * - CR LF ends a line, and so does LF alone, which some clients send.
 * - CR NUL is the character CR (RFC 854 p. 11), and an LF right after it is the character LF: RFC 2640 §2.1 sends the
 *   name `foo CR LF bar` as `foo CR NUL LF bar`. Any other CR, and any other NUL, stays in the line for rules to judge.
 * - A line that is `ABOR` ends at its CR, at once. Clients send ABOR as urgent data, whose last byte, the LF, is lost
 *   to a server that cannot read urgent data in line: what arrives is `ABOR CR`, and later the next command, glued on.
 *   The client meanwhile waits for the reply. If the LF does come it is dropped.
 * - No more than `limit` bytes (without the end) are held. The rest of a longer line is thrown away, never taken for
 *   further commands, and the line is reported once, at its end.
 */
export class ControlLineReader {
  readonly #limit: number;
  readonly #line: BoundedBytes;
  #after: 'text' | 'CR' | 'CR NUL' | 'ABOR CR' = 'text';

  constructor(options: { readonly limit: number }) {
    this.#limit = options.limit;
    this.#line = new BoundedBytes(options.limit);
  }

  /** Bytes that wait for the end of their line. */
  get pending(): number {
    return this.#line.length + (this.#after === 'CR' ? 1 : 0);
  }

  /** Forgets the unfinished line: what came in clear before AUTH must not count after it (RFC 4217 §15). */
  discard(): void {
    this.#line.take();
    this.#after = 'text';
  }

  push(chunk: Buffer): ControlLine[] {
    const lines: ControlLine[] = [];
    for (let at = 0; at < chunk.length; at += 1) this.#step(chunk[at] as number, lines);
    return lines;
  }

  #step(byte: number, lines: ControlLine[]): void {
    const after = this.#after;
    this.#after = 'text';
    if (after === 'ABOR CR' && byte === LF) return;
    if (after === 'CR NUL' && byte === LF) return this.#line.append(LF);
    if (after === 'CR') {
      if (byte === LF) return void lines.push(this.#end('crlf'));
      this.#line.append(CR);
      if (byte === NUL) {
        this.#after = 'CR NUL';
        return;
      }
    }
    if (byte === LF) {
      lines.push(this.#end('lf'));
    } else if (byte !== CR) {
      this.#line.append(byte);
    } else if (this.#isAbor()) {
      lines.push(this.#end('cr'));
      this.#after = 'ABOR CR';
    } else {
      this.#after = 'CR';
    }
  }

  #isAbor(): boolean {
    return this.#line.length === 4 && this.#line.peek().toString('latin1').toUpperCase() === 'ABOR';
  }

  #end(ending: 'crlf' | 'lf' | 'cr'): ControlLine {
    const length = this.#line.length;
    const bytes = this.#line.take();
    return length > this.#limit ? { kind: 'too long', head: bytes, length } : { kind: 'line', bytes, ending };
  }
}
