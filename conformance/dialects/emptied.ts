import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Stop } from '../stop.ts';

/** The beginning of each name that the suites make. */
export const OWN = 'ftpspec-';

/** Runs with nothing in the served directory: the suite's own files are put aside. What is not the suite's is not touched, and the check is skipped. */
export async function emptied(root: string, run: () => Promise<void>): Promise<void> {
  const names = await readdir(root, { encoding: 'latin1' });
  if (names.some((name) => !name.startsWith(OWN))) throw new Stop('skipped', 'the served directory holds files that are not the suite\'s');
  const aside = await mkdtemp(join(dirname(root), `${OWN}aside-`));
  const path = (folder: string, name: string): Buffer => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);
  for (const name of names) await rename(path(root, name), path(aside, name));
  try {
    await run();
  } finally {
    for (const name of names) await rename(path(aside, name), path(root, name));
    await rm(aside, { recursive: true, force: true });
  }
}
