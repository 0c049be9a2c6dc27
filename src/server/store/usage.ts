import type { FileStore } from './file-store.ts';

/**
 * Bytes of all files below the root of a store, uploads in progress left out. It stops counting at `enough`.
 * What cannot be read counts nothing.
 */
export async function usageOf(store: FileStore, enough: number): Promise<number> {
  const waiting = ['/'];
  let bytes = 0;
  for (let path = waiting.pop(); path !== undefined && bytes < enough; path = waiting.pop()) {
    const entries = await store.list(path);
    if (!entries.ok) continue;
    try {
      for await (const entry of entries.value) {
        if (entry.kind === 'directory') waiting.push(`${path === '/' ? '' : path}/${entry.name}`);
        else bytes += entry.size;
      }
    } catch { /* The directory has vanished meanwhile. */ }
  }
  return bytes;
}
