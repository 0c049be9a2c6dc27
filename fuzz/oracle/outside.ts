import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

/** Bytes of the canary: a size that nothing else has. */
export const CANARY_SIZE = 48_611;

/** The file that the link leads to. */
const LINKED = 'linked.txt';
/** The file that no link leads to yet: who makes it has followed one. */
const FREE = 'free.txt';

/** A directory beside the served one, in which nobody has any business, and links that lead there. */
export interface Outside {
  /** A word that stands in what lies there and nowhere else, in no name either: who shows it has read it. */
  readonly token: string;
  /** Its absolute path on the disk. */
  readonly directory: string;
  /** The same from the root of the served directory: `../name`. */
  readonly relative: string;
  /** Name of the canary file in it; who lists it has been there. */
  readonly secret: string;
  /** Names in the served root: a link to the directory, one to the canary, and one to a file that is not there. */
  readonly links: { readonly directory: string; readonly file: string; readonly free: string };
  /** What is not as it was, in words; null when everything is. Puts it right again. */
  check(): Promise<string | null>;
  remove(): Promise<void>;
}

/**
 * Makes it; null where the directory beside the root cannot be written. Its name begins as that of the root does: a jail that compares texts
 * takes it for a part of that.
 */
export async function makeOutside(root: string): Promise<Outside | null> {
  try {
    const directory = await mkdtemp(join(dirname(root), `${basename(root)}-outside-`));
    return await outsideAt(root, directory, `canary${randomBytes(6).toString('hex')}`, `secret${randomBytes(6).toString('hex')}.txt`);
  } catch {
    return null;
  }
}

/** The same in a directory that is there; another process may have made it. */
export async function outsideAt(root: string, directory: string, token: string, secret: string): Promise<Outside | null> {
  try {
    const links = { directory: `${token.slice(6)}-link-d`, file: `${token.slice(6)}-link-f`, free: `${token.slice(6)}-link-free` };
    const fill = async (): Promise<void> => {
      await writeFile(join(directory, secret), `${token}\n`.padEnd(CANARY_SIZE, '.'));
      await writeFile(join(directory, LINKED), `${token}\n`);
      await utimes(join(directory, secret), 981_173_106, 981_173_106);
      await mkdir(join(directory, 'hollow'), { recursive: true });
    };
    const link = async (): Promise<void> => {
      for (const [name, target] of [[links.directory, directory], [links.file, join(directory, LINKED)], [links.free, join('..', basename(directory), FREE)]] as const) {
        const there = await lstat(join(root, name)).catch(() => null);
        if (there?.isSymbolicLink() === true) continue;
        if (there !== null) await rm(join(root, name), { recursive: true, force: true });
        await symlink(target, join(root, name)).catch(() => {});
      }
    };
    await fill();
    await link();
    return {
      token, directory, relative: `../${basename(directory)}`, secret, links,
      check: async () => {
        // To remove or replace a link is no way out.
        await link();
        const entries = (await readdir(directory).catch(() => [] as string[])).toSorted();
        const content = await readFile(join(directory, secret), 'latin1').catch(() => null);
        const wrong = entries.filter((entry) => entry !== secret && entry !== LINKED && entry !== 'hollow');
        const linked = await readFile(join(directory, LINKED), 'latin1').catch(() => null);
        const changed = content === null || content.length !== CANARY_SIZE || !content.startsWith(token) || linked !== `${token}\n`;
        if (wrong.length === 0 && !changed && entries.includes('hollow')) return null;
        for (const entry of wrong) await rm(join(directory, entry), { recursive: true, force: true });
        await mkdir(directory, { recursive: true });
        await fill();
        return wrong.length > 0 ? `outside the served directory there is now ${JSON.stringify(wrong[0]?.replace(/f[0-9a-z]+q\d*/, 'NAME'))}` : changed ? 'a file outside the served directory is changed or gone' : 'a directory outside the served directory is gone';
      },
      remove: async () => {
        await rm(directory, { recursive: true, force: true });
        for (const name of Object.values(links)) await rm(join(root, name), { recursive: true, force: true });
      },
    };
  } catch {
    return null;
  }
}
