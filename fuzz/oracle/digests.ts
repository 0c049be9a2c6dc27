import { createHash, getHashes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Untruth, Told } from './told.ts';
import { hashed } from './named-paths.ts';

const NAMES: Readonly<Record<string, string>> = { XCRC: 'CRC32', XMD5: 'MD5', XSHA1: 'SHA-1', XSHA256: 'SHA-256' };

/** What is untrue in the reply to a command that hashes a file. */
export function digestUntruth({ verb, argument, reply, tree, place }: Told): Untruth | null {
  const named = hashed(verb, argument);
  const path = named === null ? null : tree.resolve(place.cwd, named.path);
  const node = path === null ? null : tree.at(path);
  const text = reply.lines.join(' ');
  const told = verb === 'HASH' ? /^(\S+) (\d+)-(\d+) ([0-9A-Fa-f]+) ./.exec(text) : null;
  if (verb === 'HASH' && told === null) return { demand: 'hash', expected: '213 NAME FIRST-LAST DIGITS PATH', symptom: 'no hash with its range' };
  const name = told?.[1] ?? NAMES[verb]!;
  if (told !== null && place.settings.hash !== null && name.toUpperCase() !== place.settings.hash) return { demand: 'hash chosen', expected: place.settings.hash, symptom: 'another hash' };
  if (named === null || node?.kind !== 'file' || node.content === null || (verb === 'HASH' && place.settings.part === null)) return null;
  const { part } = place.settings;
  const bytes = verb === 'HASH' && part !== 'whole' && part !== null ? node.content.subarray(part.from, part.to + 1) : node.content.subarray(named.from, named.to ?? undefined);
  const expected = digest(name, bytes);
  if (expected === null || shows(told?.[4] ?? text.replaceAll(named.path, ''), expected)) return null;
  const ranged = bytes.length !== node.content.length;
  return { demand: verb === 'HASH' ? (ranged ? 'hash of a part' : 'hash of a file') : ranged ? 'digits of a part' : 'digits of a file', expected: `${name} ${expected}`, symptom: ranged ? 'not of the part' : 'other digits' };
}

function digest(name: string, bytes: Buffer): string | null {
  if (name.toUpperCase() === 'CRC32') return (crc32(bytes) >>> 0).toString(16).padStart(8, '0');
  const algorithm = name.toLowerCase().replace('-', '');
  return getHashes().includes(algorithm) ? createHash(algorithm).update(bytes).digest('hex') : null;
}

/** Leading zeros may be missing. */
function shows(text: string, digits: string): boolean {
  return text.split(/[^0-9A-Za-z]+/).some((word) => word.toLowerCase().padStart(digits.length, '0') === digits);
}
