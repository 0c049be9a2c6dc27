import { lstatSync, type Stats } from 'node:fs';
import { lookUp } from './errno.ts';
import type { Jail } from './jail.ts';
import { type Outcome, success } from './outcome.ts';
import { bytesOf, type RealPath } from './real-path.ts';

/** What the store knows of one name. */
export interface Entry {
  /** The last name, as a byte string; `.` for the root. */
  readonly name: string;
  /** `special` is what can be neither sent nor entered: a device, a socket, a pipe, a link that leads out or nowhere. */
  readonly kind: 'file' | 'directory' | 'special';
  /** Bytes. */
  readonly size: number;
  readonly modified: Date;
  /** Null where the file system does not keep it. */
  readonly created: Date | null;
  /** Permission bits, 0 to 0o7777. */
  readonly mode: number;
  readonly links: number;
  readonly uid: number;
  readonly gid: number;
  /** Device and inode: equal for two names of the same file (RFC 3659 §7.5.2, `unique`). */
  readonly unique: string;
}

/** The facts of one name. A link stands for what it leads to, as long as that is inside the jail. */
export async function readEntry(jail: Jail, path: RealPath, name: string): Promise<Outcome<Entry>> {
  const own = lookUp(() => lstatSync(bytesOf(path)));
  if (!own.ok) return own;
  if (!own.value.isSymbolicLink()) return success(entryOf(name, own.value));
  const target = await jail.follow(path);
  if (!target.ok) return success(entryOf(name, own.value));
  return jail.within(target.value, async (seat) => {
    const facts = lookUp(() => lstatSync(bytesOf(seat.path)));
    return success(entryOf(name, facts.ok ? facts.value : own.value));
  });
}

function entryOf(name: string, facts: Stats): Entry {
  return {
    name,
    kind: facts.isFile() ? 'file' : facts.isDirectory() ? 'directory' : 'special',
    size: facts.size,
    modified: facts.mtime,
    created: facts.birthtimeMs > 0 ? facts.birthtime : null,
    mode: facts.mode & 0o7777,
    links: facts.nlink,
    uid: facts.uid,
    gid: facts.gid,
    unique: `${facts.dev.toString(16)}g${facts.ino.toString(16)}`,
  };
}
