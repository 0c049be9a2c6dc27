import { chmod, constants, stat, utimes } from 'node:fs/promises';
import { attempt } from './errno.ts';
import type { Jail } from './jail.ts';
import { openFile } from './open-file.ts';
import { success, type Outcome } from './outcome.ts';
import type { VirtualPath } from './path.ts';
import { bytesOf } from './real-path.ts';

/** Facts to be set; null leaves one as it is. */
export interface FactChanges {
  readonly modified: Date | null;
  readonly created: Date | null;
  /** Permission bits. */
  readonly mode: number | null;
}

/** What a file or a directory that is held open lets one do to it. */
interface Held {
  facts(): Promise<{ readonly atime: Date; readonly mode: number }>;
  utimes(atime: Date, mtime: Date): Promise<void>;
  chmod(mode: number): Promise<void>;
}

/** Sets the time of change and the mode of a file or directory: both or none. The time of creation is not the disk's to set. */
export async function changeFacts(jail: Jail, path: VirtualPath, changes: FactChanges): Promise<Outcome<void>> {
  const file = await openFile(jail, path, constants.O_RDONLY);
  if (file.ok) {
    const { handle } = file.value;
    const changed = await change({ facts: () => handle.stat(), utimes: (atime, mtime) => handle.utimes(atime, mtime), chmod: (mode) => handle.chmod(mode) }, changes);
    await handle.close();
    return changed;
  }
  if (file.reason !== 'is a directory') return file;
  const place = await jail.enter(path);
  if (!place.ok) return place;
  const name = bytesOf(place.value.path);
  const changed = await change({ facts: () => stat(name), utimes: (atime, mtime) => utimes(name, atime, mtime), chmod: (mode) => chmod(name, mode) }, changes);
  place.value.leave();
  return changed;
}

async function change(held: Held, { modified, mode }: FactChanges): Promise<Outcome<void>> {
  const before = await attempt(() => held.facts());
  if (!before.ok) return before;
  const moded = mode === null ? success(undefined) : await attempt(() => held.chmod(mode));
  if (!moded.ok || modified === null) return moded;
  const timed = await attempt(() => held.utimes(before.value.atime, modified));
  if (!timed.ok && mode !== null) await attempt(() => held.chmod(before.value.mode & 0o7777));
  return timed;
}
