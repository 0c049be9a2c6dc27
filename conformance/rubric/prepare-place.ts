import { lstatSync } from 'node:fs';
import { chmod, chown, cp, lchown, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Limits } from './assignment.ts';
import type { Confinement } from './confined-process.ts';
import { unprivileged } from './isolation/unprivileged.ts';
import type { IsolationLevel } from './isolation/isolation.ts';

export interface PlaceOptions {
  /** An empty directory, which everything else lies in. */
  readonly place: string;
  /** What was handed in. */
  readonly directory: string;
  /** What it does changes nothing of what was handed in, which a `bwrap` submission cannot even see. Without what installing made. */
  readonly copy: boolean;
  readonly isolation: IsolationLevel;
  readonly limits: Limits;
}

/** Makes the directories of one submission: a home, one to serve, those for temporary files, a copy of what was handed in. */
export async function preparePlace({ place, directory, copy, isolation, limits }: PlaceOptions): Promise<{ confinement: Confinement; root: string }> {
  const [home, served, work, temporary, shared] = ['home', 'served', 'work', 'tmp', 'shm'].map((name) => join(place, name)) as [string, string, string, string, string];
  // Checks put beside the served directory what no session may reach: a server that is not careful must be able to.
  const root = join(served, 'root');
  for (const path of [home, served, root, temporary, shared]) await mkdir(path);
  await chmod(root, 0o777);
  const apart = isolation === 'bwrap';
  const left = copy ? /[/\\](\.git|node_modules|__pycache__)$/ : /[/\\]\.git$/;
  if (copy || apart) await cp(directory, work, { recursive: true, verbatimSymlinks: true, filter: (path) => !left.test(path) && isCopied(path) });
  if (apart) await giveAway(place);
  return {
    root,
    confinement: { directory: copy || apart ? work : directory, home, writable: [...(copy || apart ? [work] : []), home, served, temporary, shared], temporary, shared, limits, isolation, variables: {} },
  };
}

/** A pipe or a device cannot be copied, and nobody hands one in without a purpose. */
function isCopied(path: string): boolean {
  const facts = lstatSync(path);
  return facts.isFile() || facts.isDirectory() || facts.isSymbolicLink();
}

/** A worker that gives up root must own what it works with. */
async function giveAway(place: string): Promise<void> {
  const user = unprivileged();
  if (user === null) return;
  await chown(place, user, user);
  for (const entry of await readdir(place, { recursive: true })) await lchown(join(place, entry), user, user);
}
