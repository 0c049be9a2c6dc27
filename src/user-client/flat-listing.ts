import { RemoteError } from './remote-error.ts';
import type { RemoteEntry } from './remote-files.ts';

/** The entries that a path names on a server with one directory: all of them, or the one of that name. */
export function chosenEntries(entries: readonly RemoteEntry[], path: string): RemoteEntry[] {
  if (['', '.', '/'].includes(path)) return [...entries];
  const named = entries.filter(({ name }) => name === path);
  if (named.length === 0) throw new RemoteError('REFUSED', `there is no "${path}" in the server's listing`, { transient: false });
  return named;
}
