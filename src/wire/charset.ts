import { isUtf8 } from 'node:buffer';

/**
 * Bytes of the control connection as text: UTF-8 when they are valid UTF-8 (RFC 2640 §2.2 makes that test reliable),
 * else each byte as the character of the same number, so that nothing is lost and nothing throws.
 */
export function decodeText(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
