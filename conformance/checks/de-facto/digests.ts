import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Reply } from '../../../src/wire/reply.ts';

const NODE_NAMES: Readonly<Record<string, string>> = { MD5: 'md5', 'SHA-1': 'sha1', 'SHA-224': 'sha224', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };

/** The hash of some bytes in small hexadecimal digits; null for a hash that the suite does not know. */
export function digestOf(name: string, bytes: Buffer): string | null {
  const hash = name.toUpperCase();
  if (hash === 'CRC32') return crc32(bytes).toString(16).padStart(8, '0');
  return NODE_NAMES[hash] === undefined ? null : createHash(NODE_NAMES[hash]).update(bytes).digest('hex');
}

/** Whether some word of a reply is the hash; a CRC32 may come without its leading zeros. */
export function tells(reply: Reply, digest: string): boolean {
  const digits = digest.replace(/^0+(?=.)/, '');
  return reply.lines.join(' ').toLowerCase().split(/[^0-9a-f]+/).some((word) => word === digest || (digest.length === 8 && word.replace(/^0+(?=.)/, '') === digits));
}

/** What a reply to HASH tells; null when it is not in the form of the draft. */
export function readHash(reply: Reply): { name: string; first: number; last: number; digest: string; path: string } | null {
  const found = reply.lines.map((line) => /^(\S+) (\d+)-(\d+) ([0-9A-Fa-f]+) (.+)$/s.exec(line)).find((one) => one !== null);
  return found === undefined || found === null ? null : { name: found[1]!.toUpperCase(), first: Number(found[2]), last: Number(found[3]), digest: found[4]!.toLowerCase(), path: found[5]! };
}
