import { isPlain, type Representation } from '../../src/wire/representation/representation.ts';
import { storedForm } from '../oracle/ascii-form.ts';
import { inForm } from '../oracle/form.ts';
import { noise } from '../../src/noise.ts';

/** What went over a data connection. */
export interface Body {
  readonly bytes: Buffer;
  /** The file with LF lines that the bytes are a form of; null where they are the body as it is. */
  readonly file: Buffer | null;
  /** The data say where they end. */
  readonly complete: boolean;
  /** They are what lies behind the mark that REST has named. */
  readonly goesOn?: boolean;
}

/**
 * A body in the form that was chosen for it, and the file with LF lines that it is a form of; null for the forms that every server has, which leave a
 * body as it is, and where a form cannot hold it. What comes in records ends in a line end, as a server of lines keeps it.
 */
export function formed(size: number, text: boolean, form: Representation | null): { readonly bytes: Buffer; readonly file: Buffer } | null {
  if (form === null || isPlain(form) || (form.structure === 'page' && size > 60_000)) return null;
  const lines = form.structure === 'record' || form.type !== 'image';
  const plain = lines ? storedForm(bodyOf(size, true)) : bodyOf(size, text);
  const file = lines && plain.length > 0 && plain.at(-1) !== 0x0a ? Buffer.concat([plain, Buffer.from('\n')]) : plain;
  return { bytes: inForm(file, form), file };
}

const made = new Map<string, Buffer>();

/** What a line may begin with: among it the control characters that TYPE A C gives a meaning to (RFC 959 §3.1.1.5.3). */
const BEGINNINGS = ['line ', '1LINE ', '0Line ', '+LINE ', ' LINE ', '-line ', '.', '_line '];

/** A body of so many bytes: bytes of every value without a period, or lines of text that end in CR LF. The same each time. */
export function bodyOf(size: number, text: boolean): Buffer {
  const key = `${size}${text}`;
  let body = made.get(key);
  if (body === undefined) {
    body = text ? textOf(size) : noise(size);
    if (made.size > 64) made.clear();
    made.set(key, body);
  }
  return body;
}

function textOf(size: number): Buffer {
  const lines: string[] = [];
  for (let at = 0, length = 0; length < size; at += 1) {
    const line = `${BEGINNINGS[at % BEGINNINGS.length]}${at} ${'x'.repeat((at * 7) % 60)}\r\n`;
    lines.push(line);
    length += line.length;
  }
  const whole = Buffer.from(lines.join('')).subarray(0, size);
  // No lone CR at the end.
  if (whole.at(-1) === 0x0d) whole[whole.length - 1] = 0x2e;
  return Buffer.from(whole);
}
