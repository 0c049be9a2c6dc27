import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { inOrder, listProtocols, loadProtocol } from '../load.ts';
import type { Problem } from '../problem.ts';
import { lintProfile } from './lint-profile.ts';
import type { ProfileSpec } from './profile.ts';
import { readProfile } from './read-profile.ts';

/**
 * Reads and checks `folder/profiles/name.md` against the protocol that it filters.
 * @throws {Error} when the file, or the chapters of that protocol, cannot be read.
 */
export async function loadProfile(folder: string, name: string): Promise<{ readonly profile: ProfileSpec; readonly problems: readonly Problem[] }> {
  const path = `profiles/${name}.md`;
  const { profile, problems } = readProfile({ path: `${basename(folder)}/${path}`, text: await readFile(join(folder, path), 'utf8') });
  const found = (await listProtocols(folder)).find((protocol) => basename(protocol) === profile.base);
  if (found === undefined) return { profile, problems: inOrder([...problems, { place: profile.place, problem: `there is no protocol \`${profile.base}\` to be a profile of` }]) };
  return { profile, problems: inOrder([...problems, ...lintProfile((await loadProtocol(folder, found)).protocol, profile)]) };
}

/** The profiles in a folder, by name. */
export async function listProfiles(folder: string): Promise<string[]> {
  const files = await readdir(join(folder, 'profiles')).catch(() => []);
  return files.filter((file) => file.endsWith('.md')).map((file) => basename(file, '.md')).sort();
}
