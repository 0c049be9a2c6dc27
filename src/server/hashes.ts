import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { OpenFile } from './store/open-file.ts';
import type { Part } from './named-path.ts';

/** The hashes that HASH offers, the one selected at first before the others; Node's names of them, null for CRC32. */
export const HASHES: Readonly<Record<string, string | null>> = { 'SHA-256': 'sha256', 'SHA-512': 'sha512', 'SHA-1': 'sha1', MD5: 'md5', CRC32: null };
export const DEFAULT_HASH = 'SHA-256';

/** Verbs that have a hash of their own. */
export const HASH_OF_VERB: Readonly<Record<string, string>> = { XCRC: 'CRC32', XMD5: 'MD5', XSHA1: 'SHA-1', XSHA256: 'SHA-256' };

const CHUNK = 256 * 1024;

/**
 * The hash of a part of a file in small hexadecimal digits. Bytes are read piece by piece, and other sessions have their turn between two.
 * @param wanted asked before each piece: null is returned once nobody waits for the hash any more
 * @throws a system error when the file cannot be read
 */
export async function hashOf({ handle }: OpenFile, name: string, { start, end }: Part, wanted: () => boolean): Promise<string | null> {
  const digest: Digest = HASHES[name] === null ? new Crc32() : createHash(HASHES[name]!);
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (let position = start; ;) {
    const length = end === null ? CHUNK : Math.min(CHUNK, end - position);
    const { bytesRead } = length > 0 ? await handle.read(buffer, 0, length, position) : { bytesRead: 0 };
    if (bytesRead === 0) return digest.digest('hex');
    if (!wanted()) return null;
    digest.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
}

interface Digest {
  update(bytes: Buffer): unknown;
  digest(form: 'hex'): string;
}

class Crc32 implements Digest {
  private value = 0;
  update(bytes: Buffer): void { this.value = crc32(bytes, this.value); }
  digest(): string { return this.value.toString(16).padStart(8, '0'); }
}
