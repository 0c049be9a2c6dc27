import { realpathSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';

/** What begins with a name that a tester drew. */
const OURS = /^ ?ftpspec-/;
const ASCII = /^[\x20-\x7e]*$/;

/** A file or directory that a check made, by the command that removes it. */
export interface Made { readonly verb: 'DELE' | 'RMD'; readonly path: string }

/**
 * Removes what a check made from the server's disk, in the order given, and returns what is left to the server: names that are
 * not ours (a server may claim to have stored a file under any name), names that a disk may write otherwise, links that lead
 * away, and what this process may not remove. A session for each check that made a file would be a third of all sessions.
 * @param root the directory that the server serves
 */
export function removeMade(root: string, made: readonly Made[]): Made[] {
  return made.filter(({ verb, path }) => {
    const within = normalize(`/${path}`).slice(1);
    if (!OURS.test(within) || !ASCII.test(path) || path.split('/').includes('..')) return true;
    try {
      const real = join(root, within);
      if (within.includes('/') && !`${realpathSync(dirname(real))}${sep}`.startsWith(`${realpathSync(root)}${sep}`)) return true;
      if (verb === 'DELE') unlinkSync(real);
      else rmSync(real, { recursive: true });
      return false;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code !== 'ENOENT';
    }
  });
}
