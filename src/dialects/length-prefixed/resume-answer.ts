import { formatAnswer, formatHead } from './answer.ts';

/** Digits after ERROR, and bytes of the length after them (LEN-RES-R5). */
export const ERROR_CODE = 3;
export const ERROR_LENGTH = 2;
/** Hexadecimal digits after the data (LEN-RES-R3). */
export const SHA256_DIGITS = 64;

/**
 * An answer of `length-resume` without its data, from the lines of a text of the specification: no checksum stands before
 * the data, and ERROR is followed by the reply's code and its text with its length.
 */
export function formatResumeAnswer(code: number, lines: readonly (string | Buffer)[]): Buffer {
  const [word = '', ...fields] = lines.map((line) => Buffer.from(line as string));
  switch (word.toString('latin1')) {
    case 'OK': return formatHead({ name: fields[0] ?? Buffer.alloc(0), size: BigInt(String(fields[1] ?? 0)), checksum: null });
    case 'ERROR': return formatError(code, Buffer.concat(fields));
    default: return formatAnswer(code, lines);
  }
}

/** `ERROR`, three digits, length, text. */
export function formatError(code: number, text: Buffer): Buffer {
  const length = Buffer.alloc(ERROR_LENGTH);
  length.writeUInt16BE(text.length);
  return Buffer.concat([Buffer.from(`ERROR${String(code).padStart(ERROR_CODE, '0')}`), length, text]);
}
