import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { lintProtocol } from './lints.ts';
import { duplicates } from './lints/duplicates.ts';
import { roles } from './lints/roles.ts';
import type { Protocol } from './model.ts';
import { parseProtocol, type SpecFile } from './parse.ts';
import type { Problem } from './problem.ts';

/** A specification as it stands on disk, with all that is wrong with it, file by file and line by line. */
export interface Loaded { readonly protocol: Protocol; readonly problems: readonly Problem[] }

/**
 * Reads and checks the chapters in `folder/name/` (the last part of the name names the protocol), with the decisions in `folder/decisions.md` where there are any.
 * Places are given from the folder's own name on: `spec/ftp/4-access.md:12`.
 * @throws {Error} when a file cannot be read.
 */
export async function loadProtocol(folder: string, name: string): Promise<Loaded> {
  const top = basename(folder);
  const chapters = (await readdir(join(folder, name))).filter((file) => file.endsWith('.md')).map((file) => join(name, file));
  const shared = (await readdir(folder)).filter((file) => file === 'decisions.md');
  const files: SpecFile[] = await Promise.all([...chapters, ...shared].map(async (file) =>
    ({ path: `${top}/${file.replaceAll('\\', '/')}`, text: await readFile(join(folder, file), 'utf8') })));
  const { protocol, margin, problems } = parseProtocol(basename(name), files);
  return { protocol, problems: inOrder([...problems, ...lintProtocol(protocol, margin)]) };
}

/**
 * Reads `folder/vocabulary.md`: what a protocol that stands in one file of its own may say without declaring it. Null where there is none.
 * It is no protocol, so of the lints only those of names and roles apply.
 */
export async function loadVocabulary(folder: string): Promise<Loaded | null> {
  const text = await readFile(join(folder, 'vocabulary.md'), 'utf8').catch(() => null);
  if (text === null) return null;
  const { protocol, margin, problems } = parseProtocol('vocabulary', [{ path: `${basename(folder)}/vocabulary.md`, text, chapter: 'lines' }]);
  return { protocol, problems: inOrder([...problems, ...duplicates(protocol, margin), ...roles(protocol, margin)]) };
}

/** Where in a folder the protocols are: its sub-folders that hold chapters, and those of a sub-folder such as `dialects/`. */
export async function listProtocols(folder: string, under = ''): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(folder, under), { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const name = under === '' ? entry.name : `${under}/${entry.name}`;
    if ((await readdir(join(folder, name))).some((file) => /^\d+-.*\.md$/.test(file))) found.push(name);
    else if (under === '') found.push(...await listProtocols(folder, name));
  }
  return found.sort();
}

/** By file and line. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const order = new Intl.Collator('en', { numeric: true });
  return [...problems].sort((a, b) => order.compare(a.place, b.place));
}
