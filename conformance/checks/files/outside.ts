import { chmod, mkdir, readdir, readFile, realpath, rm, utimes, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';

const EMPTY = 'empty';

/** A directory beside the served one, with a secret and an empty directory in it, which no session may reach. */
export interface Outside {
  /** Its absolute path. */
  readonly path: string;
  /** Its name, as seen from the directory that holds the served one. */
  readonly name: string;
  readonly file: string;
  readonly empty: typeof EMPTY;
  readonly secret: Buffer;
  /** Ways to write a path to something in it: relative, absolute, and in the forms that naive filters let through. */
  ways(target: string): string[];
  /** Requires it to be as it was, as `rule` says. */
  unchanged(session: Session, way: string, rule?: string): Promise<void>;
}

/** A time that no file of a test has by itself. */
export const SECRET_TIME = new Date('1999-12-31T23:59:58Z');

/**
 * Makes such a directory, runs the steps, and removes it with everything that escaped into it. Skips where the served directory is not on
 * this machine, or nothing can be made beside it.
 */
export async function withOutside(tester: Tester, steps: (outside: Outside) => Promise<void>): Promise<void> {
  if (tester.testee.root === null) throw new Stop('skipped', 'the served directory is not known, so nothing can be put beside it');
  const root = await realpath(tester.testee.root);
  // Its name begins with that of the served directory: comparing the beginning of two paths as text does not keep it out.
  const name = `${basename(root)}-${tester.name('-outside')}`;
  const path = join(dirname(root), name);
  // A name of its own: checks at work beside this one make files inside whose names end in that of their secret.
  const file = `secret-${randomBytes(4).toString('hex')}.txt`;
  const secret = Buffer.from(`a secret beside the served directory ${randomBytes(16).toString('hex')}\n`);
  try {
    await mkdir(path);
    await mkdir(join(path, EMPTY));
    await writeFile(join(path, file), secret);
    await utimes(join(path, file), SECRET_TIME, SECRET_TIME);
    // Open to everyone, so that only the server's own care keeps it from being changed.
    for (const [one, mode] of [[path, 0o777], [join(path, EMPTY), 0o777], [join(path, file), 0o666]] as const) await chmod(one, mode);
  } catch (error) {
    await rm(path, { recursive: true, force: true }).catch(() => {});
    throw new Stop('skipped', `nothing can be put beside the served directory: ${(error as Error).message}`);
  }
  try {
    await steps({
      path, name, file, empty: EMPTY, secret,
      ways: (target) => waysTo(root, path, name, target, tester.fixtures.fullDirectory),
      unchanged: async (session, way, rule = 'FTP-FIL-R4') => {
        const names = (await readdir(path)).toSorted();
        const now = names.join() === `${EMPTY},${file}` ? await readFile(join(path, file)) : null;
        if (now?.equals(secret) === true) return;
        session.fail(rule, [`${way} changes nothing outside the served directory`], now === null ? `beside it there is now ${names.join(', ')}` : 'a file beside it was overwritten', HINT);
      },
    });
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

export const HINT = 'Resolve the path against the working directory first, drop . and .. from it, then put the root before it; for links compare the real path with the real root.';

function waysTo(root: string, path: string, name: string, target: string, directory: string): string[] {
  const up = '../'.repeat(24);
  const tail = `${name}/${target}`;
  return [
    `../${tail}`,
    `/../${tail}`,
    `./../${tail}`,
    `${directory}/../../${tail}`,
    `${up}${path.slice(1)}/${target}`,
    `/${up}${path.slice(1)}/${target}`,
    `${path}/${target}`,
    `//${path}/${target}`,
    `../${basename(root)}/../${tail}`,
    `....//${tail}`,
    `..././${tail}`,
    `..//${tail}`,
    `%2e%2e/${tail}`,
    `..%2f${name}%2f${target}`,
    `..\\${name}\\${target}`,
  ];
}
