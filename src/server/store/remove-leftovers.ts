import { lstat, opendir, rm } from 'node:fs/promises';
import { attempt } from './errno.ts';
import type { Jail } from './jail.ts';
import { joinPath, type VirtualPath } from './path.ts';
import { bytesOf } from './real-path.ts';
import { isTemporaryName } from './temporary-name.ts';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Removes the temporary files that a crashed server left in the whole tree and returns how many; those younger than
 * `age` (milliseconds) stay, since another server on the same tree may be writing them. Links are not followed.
 * Stops at once when `signal` is aborted.
 */
export async function removeLeftovers(jail: Jail, age = DAY, signal?: AbortSignal): Promise<number> {
  const waiting: VirtualPath[] = ['/'];
  let removed = 0;
  for (let path = waiting.pop(); path !== undefined && !signal?.aborted; path = waiting.pop()) {
    const here = path;
    const place = await jail.enter(here);
    if (!place.ok) continue;
    const real = place.value.path;
    await attempt(async () => {
      for await (const entry of await opendir(bytesOf(real), { encoding: 'latin1' })) {
        if (signal?.aborted) break;
        if (entry.isDirectory()) waiting.push(joinPath(here, entry.name));
        else if (entry.isFile() && isTemporaryName(entry.name) && (await removeOld(`${real}/${entry.name}`, age))) removed += 1;
      }
    });
    place.value.leave();
  }
  return removed;
}

async function removeOld(real: string, age: number): Promise<boolean> {
  const removal = await attempt(async () => {
    const old = Date.now() - (await lstat(bytesOf(real))).mtimeMs >= age;
    if (old) await rm(bytesOf(real));
    return old;
  });
  return removal.ok && removal.value;
}
