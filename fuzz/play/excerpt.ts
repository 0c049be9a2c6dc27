import { escapeBytes } from '../../src/wire/escape.ts';
import type { Reply } from '../../src/wire/reply.ts';

/** Bytes of a line that every server takes. */
export const LONG = 1000;

/** A reply as text safe to print. */
export function describe(reply: Reply): string { return escapeBytes(reply.raw.subarray(0, 300)).replace(/(\\r)?\\n$/, ''); }

/** What was sent as text safe to print. */
export function excerpt(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  return bytes.length <= LONG ? escapeBytes(bytes) : `${escapeBytes(bytes.subarray(0, 100))}… (${bytes.length} bytes)`;
}
