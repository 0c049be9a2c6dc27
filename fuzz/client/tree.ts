import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of a file that are looked at. */
const MOST = 4 * 2 ** 20;
/** Directories below directories that are looked into. */
const DEEP = 64;

/** A directory as it lies on the disk: bytes by path for files, null for directories. */
export type Tree = ReadonlyMap<string, Buffer | null>;

export async function treeOf(directory: string): Promise<Tree> {
  const found = new Map<string, Buffer | null>();
  await walk(directory, '', found, 0);
  return found;
}

async function walk(top: string, below: string, found: Map<string, Buffer | null>, depth: number): Promise<void> {
  const entries = await readdir(join(top, below), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      found.set(path, null);
      if (depth < DEEP) await walk(top, path, found, depth + 1);
    } else if (entry.isFile()) found.set(path, (await readFile(join(top, path)).catch(() => Buffer.alloc(0))).subarray(0, MOST));
  }
}
