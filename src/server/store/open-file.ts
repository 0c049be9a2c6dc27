import { constants, open } from 'node:fs/promises';
import { fstatSync, type Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { readEntry } from './entry.ts';
import { attempt, lookUp } from './errno.ts';
import type { Jail } from './jail.ts';
import { failure, type Outcome, success } from './outcome.ts';
import type { VirtualPath } from './path.ts';
import { bytesOf, isInside, locateDescriptor } from './real-path.ts';

export interface OpenFile { readonly handle: FileHandle; readonly facts: Stats }

/**
 * Opens an existing regular file, following links that stay inside. The caller closes the handle.
 * `flags` are those of open(2), without O_CREAT.
 */
export function openFile(jail: Jail, path: VirtualPath, flags: number): Promise<Outcome<OpenFile>> {
  return jail.within(path, async (seat) => {
    const entry = await readEntry(jail, seat.path, seat.name);
    if (!entry.ok) return entry;
    if (entry.value.kind === 'directory') return failure('is a directory', 'a directory, not a file');
    if (entry.value.kind === 'special') return failure('not permitted', 'not a regular file');
    // Without O_NONBLOCK a pipe that slips in here would hold a thread of libuv until somebody writes to it.
    const opened = await attempt(() => open(bytesOf(seat.path), flags | constants.O_NONBLOCK | constants.O_NOCTTY));
    if (!opened.ok) return opened;
    const handle = opened.value;
    const facts = lookUp(() => fstatSync(handle.fd));
    const real = jail.pins ? lookUp(() => locateDescriptor(handle.fd)) : success(jail.root);
    if (facts.ok && real.ok && facts.value.isFile() && isInside(jail.root, real.value)) return success({ handle, facts: facts.value });
    await handle.close();
    if (!facts.ok) return facts;
    return real.ok ? failure('not permitted', 'not a regular file of the served directory') : real;
  });
}
