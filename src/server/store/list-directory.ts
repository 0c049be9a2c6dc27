import { opendir } from 'node:fs/promises';
import type { Dir } from 'node:fs';
import { type Entry, readEntry } from './entry.ts';
import { attempt } from './errno.ts';
import type { Jail } from './jail.ts';
import type { VirtualPath } from './path.ts';
import { bytesOf } from './real-path.ts';
import { isTemporaryName } from './temporary-name.ts';

/** Names looked at together: enough to keep the four threads of libuv busy, few enough to bound memory. */
const BATCH = 64;

/**
 * The entries of a directory, in the order of the disk, never more than a batch of them in memory. Names that
 * vanish or cannot be read are skipped, as are uploads in progress, and names with a CR or LF, which would forge lines
 * of a listing. Throws when the directory itself cannot be read any more; holds nothing until the first entry is asked for.
 */
export async function* listDirectory(jail: Jail, path: VirtualPath): AsyncGenerator<Entry, void, undefined> {
  const place = await jail.enter(path);
  if (!place.ok) throw new Error(place.detail);
  try {
    const directory = await attempt(() => opendir(bytesOf(place.value.path), { encoding: 'latin1', bufferSize: BATCH }));
    if (!directory.ok) throw new Error(directory.detail);
    for await (const names of batches(directory.value)) {
      const entries = await Promise.all(names.map((name) => readEntry(jail, `${place.value.path}/${name}`, name)));
      for (const entry of entries) if (entry.ok) yield entry.value;
    }
  } finally {
    place.value.leave();
  }
}

async function* batches(directory: Dir): AsyncGenerator<string[], void, undefined> {
  let names: string[] = [];
  // Iterating closes the directory, also when the consumer stops early.
  for await (const { name } of directory) {
    if (isTemporaryName(name) || /[\r\n]/.test(name)) continue;
    names.push(name);
    if (names.length < BATCH) continue;
    yield names;
    names = [];
  }
  if (names.length > 0) yield names;
}
