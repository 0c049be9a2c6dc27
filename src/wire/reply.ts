import { BoundedBytes } from './bounded-bytes.ts';
import { decodeText } from './charset.ts';
import { nvtText } from './nvt-text.ts';

const NUL = 0x00;
const LF = 0x0a;
const CR = 0x0d;
const SP = 0x20;
const ZERO = 0x30;
const TILDE = 0x7e;

/**
 * What is wrong with the form of a reply (RFC 959 §4.2):
 *
 * - `no-code`: the line does not begin with a digit. `bad-code`: it begins with one, two, or more than three digits.
 * - `bad-first-digit`: not 1 to 5. `bad-second-digit`: not 0 to 5.
 * - `missing-space`: neither a space nor a hyphen follows the code. `no-text`: a reply of one line has no text.
 * - `inner-number`: an inner line begins with three digits, which the server must pad.
 * - `bare-lf`: a line ends without CR. `bare-cr`: a CR that neither LF nor NUL follows. `nul`: a NUL without CR before it.
 * - `too-long`: more than the limits allow; the surplus is lost.
 */
export type ReplyFault =
  | 'no-code' | 'bad-code' | 'bad-first-digit' | 'bad-second-digit' | 'missing-space' | 'no-text' | 'inner-number'
  | 'bare-lf' | 'bare-cr' | 'nul' | 'too-long';

export interface Reply {
  /** The three digits as a number; 0 when there is no such code. */
  readonly code: number;
  /** Text after the code of the first and the last line; inner lines verbatim. A reply of one line has one. */
  readonly lines: readonly string[];
  /** What arrived, line ends included, except what went beyond the limits. */
  readonly raw: Buffer;
  /** Each at most once, in the order met. */
  readonly faults: readonly ReplyFault[];
}

export interface ReplyLimits {
  /** Bytes of a line, without its end. */
  readonly maxLine: number;
  /** Lines of a reply; its last line is kept whatever their number. */
  readonly maxLines: number;
  /** Bytes of a reply; its last line is kept whatever their number. */
  readonly maxBytes: number;
}

const DEFAULT_LIMITS: ReplyLimits = { maxLine: 8192, maxLines: 10_000, maxBytes: 1 << 20 };

interface Draft {
  /** The code as sent. */
  readonly digits: string;
  readonly lines: string[];
  readonly raw: Buffer[];
  bytes: number;
  readonly faults: Set<ReplyFault>;
}

/**
 * Splits the control connection into replies, client side, after Telnet commands were taken out. Never throws: what is
 * malformed comes out as a reply with faults. Memory is bounded by the limits however long the server goes on; a reply
 * that never ends never comes out.
 */
export class ReplyReader {
  readonly #limits: ReplyLimits;
  readonly #line: BoundedBytes;
  #open: Draft | null = null;

  constructor(limits: Partial<ReplyLimits> = {}) {
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
    // Behind the line there is room for its CR and LF.
    this.#line = new BoundedBytes(this.#limits.maxLine + 2);
  }

  /** What arrived since the last whole reply: the start of a reply, or nothing. */
  get rest(): Buffer {
    return Buffer.concat([...(this.#open?.raw ?? []), this.#line.peek()]);
  }

  /** Forgets `rest`: what a server sent in clear before TLS must not count after it. */
  discard(): void {
    this.#open = null;
    this.#line.take();
  }

  push(chunk: Buffer): Reply[] {
    const replies: Reply[] = [];
    let start = 0;
    // Nearly all that comes is one whole line after another without a fault.
    for (let plain; this.#open === null && this.#line.length === 0 && (plain = plainReply(chunk, start, this.#limits.maxLine)) !== null; start += plain.raw.length) replies.push(plain);
    if (start === chunk.length) return replies;
    for (let lf = chunk.indexOf(LF, start); lf !== -1; lf = chunk.indexOf(LF, start)) {
      this.#line.appendFrom(chunk, start, lf);
      start = lf + 1;
      if (this.#line.last === NUL && this.#line.beforeLast === CR) {
        // CR NUL is the character CR, so this LF is the character LF (RFC 2640 §2.1).
        this.#line.append(LF);
        continue;
      }
      const reply = this.#endLine();
      if (reply !== null) replies.push(reply);
    }
    this.#line.appendFrom(chunk, start, chunk.length);
    return replies;
  }

  #endLine(): Reply | null {
    const crlf = this.#line.last === CR;
    const length = this.#line.length - (crlf ? 1 : 0);
    this.#line.append(LF);
    // Of a line that is too long the end is lost, not the LF.
    const raw = this.#line.take();
    raw[raw.length - 1] = LF;
    const held = raw.subarray(0, Math.min(length, this.#limits.maxLine));
    const text = held.toString('latin1');
    const faults: ReplyFault[] = [];
    if (!crlf) faults.push('bare-lf');
    if (length > this.#limits.maxLine) faults.push('too-long');
    const odd = text.includes('\r') || text.includes('\0');
    if (odd && /\r(?!\0)/.test(text)) faults.push('bare-cr');
    if (odd && /(?<!\r)\0/.test(text)) faults.push('nul');
    const line = decodeText(odd ? Buffer.from(text.replaceAll('\r\0', '\r'), 'latin1') : held);
    if (this.#open === null) return this.#firstLine(line, raw, faults);
    return this.#nextLine(this.#open, line, raw, faults);
  }

  #firstLine(line: string, raw: Buffer, seen: readonly ReplyFault[]): Reply | null {
    const faults = new Set(seen);
    const digits = /^\d{0,4}/.exec(line)?.[0] ?? '';
    const draft: Draft = { digits, lines: [], raw: [raw], bytes: raw.length, faults };
    if (digits.length !== 3) {
      faults.add(digits === '' ? 'no-code' : 'bad-code');
      return finish({ ...draft, digits: '0' }, line);
    }
    if (!/^[1-5]/.test(digits)) faults.add('bad-first-digit');
    if (!/^.[0-5]/.test(digits)) faults.add('bad-second-digit');
    const separator = line.charAt(3);
    if (separator === '-') {
      draft.lines.push(line.slice(4));
      this.#open = draft;
      return null;
    }
    if (separator !== ' ') faults.add('missing-space');
    const text = line.slice(separator === ' ' ? 4 : 3);
    if (text.trim() === '') faults.add('no-text');
    return finish(draft, text);
  }

  #nextLine(draft: Draft, line: string, raw: Buffer, seen: readonly ReplyFault[]): Reply | null {
    for (const fault of seen) draft.faults.add(fault);
    // A line that is the bare code ends the reply too, with a fault: to wait on would only hang.
    if (line.startsWith(draft.digits) && (line.length === 3 || line.charAt(3) === ' ')) {
      if (line.length === 3) draft.faults.add('missing-space');
      this.#open = null;
      draft.raw.push(raw);
      return finish(draft, line.slice(4));
    }
    if (/^\d{3}/.test(line)) draft.faults.add('inner-number');
    if (draft.lines.length + 1 >= this.#limits.maxLines || draft.bytes + raw.length > this.#limits.maxBytes) {
      draft.faults.add('too-long');
    } else {
      draft.lines.push(line);
      draft.raw.push(raw);
      draft.bytes += raw.length;
    }
    return null;
  }
}

/**
 * A reply as a server sends it (RFC 959 §4.2): one line, or the first after `ddd-` and the last after `ddd `. An inner
 * line that begins with a digit is indented by a space. CR becomes CR NUL, LF and NUL become `?`, 0xFF is doubled.
 */
export function formatReply(code: number, lines: readonly (string | Buffer)[]): Buffer {
  const digits = String(code).padStart(3, '0');
  const last = Math.max(0, lines.length - 1);
  const parts: Buffer[] = [];
  for (let index = 0; index <= last; index += 1) {
    const text = nvtText(lines[index] ?? '');
    if (index === last) parts.push(Buffer.from(`${digits} `));
    else if (index === 0) parts.push(Buffer.from(`${digits}-`));
    else if (/^\d/.test(text.toString('latin1', 0, 1))) parts.push(Buffer.from(' '));
    parts.push(text, Buffer.from('\r\n'));
  }
  return Buffer.concat(parts);
}

/** The reply of one line that begins at `start`, where it is whole, printable ASCII and without fault; else null. */
function plainReply(chunk: Buffer, start: number, maxLine: number): Reply | null {
  const text = start + 4;
  if (text >= chunk.length || chunk[start + 3] !== SP) return null;
  const [first, second, third] = [chunk[start]! - ZERO, chunk[start + 1]! - ZERO, chunk[start + 2]! - ZERO];
  if (!(first >= 1 && first <= 5 && second >= 0 && second <= 5 && third >= 0 && third <= 9)) return null;
  let at = text;
  let blank = true;
  for (; at < chunk.length && chunk[at]! >= SP && chunk[at]! <= TILDE; at += 1) blank &&= chunk[at] === SP;
  if (blank || chunk[at] !== CR || chunk[at + 1] !== LF || at - start > maxLine) return null;
  const end = at + 2;
  return { code: 100 * first + 10 * second + third, lines: [chunk.toString('latin1', text, at)], raw: start === 0 && end === chunk.length ? chunk : Buffer.from(chunk.subarray(start, end)), faults: [] };
}

function finish(draft: Draft, text: string): Reply {
  return { code: Number(draft.digits), lines: [...draft.lines, text], raw: draft.raw.length === 1 ? draft.raw[0]! : Buffer.concat(draft.raw), faults: [...draft.faults] };
}
