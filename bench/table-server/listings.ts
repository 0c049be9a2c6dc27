import { formatFacts, formatTimeVal } from '../../src/wire/facts.ts';
import { formatListLine } from '../../src/wire/listing.ts';
import { nameOf, type MemoryFiles, type MemoryNode } from './memory-files.ts';

/** What LIST, NLST or MLSD of a path sends, as one character a byte. */
export function listingOf(on: string, argument: string, path: string, files: MemoryFiles): string {
  const node = files.at(path);
  if (node === null) return '';
  const entries: (readonly [string, MemoryNode])[] = node.kind === 'directory' ? [...node.entries] : [[nameOf(path), node]];
  return entries.map(([name, one]) => `${lineOf(on, argument, name, one, node.kind === 'directory')}\r\n`).join('');
}

/** One line of MLSD or MLST. */
export function factsOf(node: MemoryNode, name: string): string {
  const facts = node.kind === 'directory' ? { type: 'dir', modify: formatTimeVal(node.changed) } : { type: 'file', size: node.content.length, modify: formatTimeVal(node.changed) };
  return formatFacts(facts, name);
}

function lineOf(on: string, argument: string, name: string, node: MemoryNode, inside: boolean): string {
  if (on === 'MLSD') return factsOf(node, name);
  if (on === 'NLST') return !inside ? argument : argument === '' ? name : `${argument.replace(/\/$/, '')}/${name}`;
  const size = node.kind === 'file' ? node.content.length : 4096;
  return formatListLine({ name, type: node.kind, size, mtime: node.changed, mode: node.kind === 'file' ? 0o644 : 0o755, nlink: 1, owner: 'ftp', group: 'ftp' }, node.changed);
}
