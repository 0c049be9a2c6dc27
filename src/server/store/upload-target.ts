import { accessSync, constants, lstatSync, type Stats } from 'node:fs';
import { lookUp } from './errno.ts';
import type { Jail, Seat } from './jail.ts';
import { failure, type Outcome, success } from './outcome.ts';
import type { VirtualPath } from './path.ts';
import { bytesOf } from './real-path.ts';

/** Where an upload goes. The seat is held until its place is left. */
export interface UploadTarget {
  readonly seat: Seat;
  readonly existing: Stats | null;
}

/**
 * Finds the file that an upload to `path` makes or replaces: through a link, the file that it stands for. A link that
 * leads out of the jail or to nothing is refused, since creating its target would be creating a file anywhere.
 */
export async function findTarget(jail: Jail, path: VirtualPath, links: 'follow' | 'refuse' = 'follow'): Promise<Outcome<UploadTarget>> {
  if (path === '/') return failure('is a directory', 'a directory, not a file');
  const seat = await jail.locate(path);
  if (!seat.ok) return seat;
  const judged = judge(seat.value);
  if (judged.ok && judged.value !== 'link') return success({ seat: seat.value, existing: judged.value });
  const followed = judged.ok && links === 'follow' ? await jail.follow(seat.value.path) : null;
  seat.value.place.leave();
  if (!judged.ok) return judged;
  if (followed?.ok) return findTarget(jail, followed.value, 'refuse');
  return failure('not permitted', 'a link that leads to no file of the served directory');
}

function judge(seat: Seat): Outcome<Stats | null | 'link'> {
  const facts = lookUp(() => lstatSync(bytesOf(seat.path)));
  if (!facts.ok) return facts.reason === 'missing' ? success(null) : facts;
  if (facts.value.isSymbolicLink()) return success('link');
  if (facts.value.isDirectory()) return failure('is a directory', 'a directory, not a file');
  if (!facts.value.isFile()) return failure('not permitted', 'not a regular file');
  // Replacing by rename needs rights to the directory only; a file that may not be written must stay as it is.
  const writable = lookUp(() => accessSync(bytesOf(seat.path), constants.W_OK));
  return writable.ok ? success(facts.value) : writable;
}
