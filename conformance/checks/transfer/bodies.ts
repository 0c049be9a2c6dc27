import { noise as plainNoise } from '../../../src/noise.ts';
import { contentVariant } from '../../variation.ts';

/** Every byte value, forwards and backwards: no two neighbours are alike in both halves. */
export const EVERY_BYTE = Buffer.from(Array.from({ length: 512 }, (_, at) => (at < 256 ? at : 511 - at)));

/** Bytes that a translation of line ends would change, in the orders that it might overlook. */
export const LINE_ENDS = Buffer.from('\r\n\n\r\r\r\n\n\r\n\r\0\0\r\n\x1a\n\r', 'latin1');

/** Bytes without a short period, so that a piece lost, doubled or moved shows. The same seed gives the same bytes, in runs that are not varied. */
export function noise(length: number, seed = 1): Buffer {
  return plainNoise(length, seed ^ contentVariant());
}

/** About `length` bytes of ASCII lines of many lengths, empty ones among them, each ended as told. */
export function lines(length: number, end: '\r\n' | '\n'): Buffer {
  const parts: string[] = [];
  for (let number = 0, bytes = 0; bytes < length; number += 1) {
    const line = `${'line of text '.repeat(7).slice(0, (number * 37) % 83)}${end}`;
    parts.push(line);
    bytes += line.length;
  }
  return Buffer.from(parts.join(''), 'latin1');
}
