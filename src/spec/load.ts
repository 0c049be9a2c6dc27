import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { lintProtocol } from './lints.ts';
import type { Protocol } from './model.ts';
import { parseProtocol, type SpecFile } from './parse.ts';
import type { Problem } from './problem.ts';

/** A specification as it stands on disk, with all that is wrong with it, file by file and line by line. */
export interface Loaded { readonly protocol: Protocol; readonly problems: readonly Problem[] }

/**
 * Reads and checks the chapters in `folder/name/`, with the decisions in `folder/decisions.md` where there are any.
 * Places are given from the folder's own name on: `spec/ftp/4-access.md:12`.
 * @throws {Error} when a file cannot be read.
 */
export async function loadProtocol(folder: string, name: string): Promise<Loaded> {
  const top = basename(folder);
  const chapters = (await readdir(join(folder, name))).filter((file) => file.endsWith('.md')).map((file) => join(name, file));
  const shared = (await readdir(folder)).filter((file) => file === 'decisions.md');
  const files: SpecFile[] = await Promise.all([...chapters, ...shared].map(async (file) =>
    ({ path: `${top}/${file.replaceAll('\\', '/')}`, text: await readFile(join(folder, file), 'utf8') })));
  const { protocol, margin, problems } = parseProtocol(name, files);
  return { protocol, problems: inOrder([...problems, ...lintProtocol(protocol, margin)]) };
}

/** Names of the protocols in a folder: its sub-folders that hold chapters. */
export async function listProtocols(folder: string): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && (await readdir(join(folder, entry.name))).some((file) => /^\d+-.*\.md$/.test(file))) names.push(entry.name);
  }
  return names.sort();
}

function inOrder(problems: readonly Problem[]): Problem[] {
  const order = new Intl.Collator('en', { numeric: true });
  return [...problems].sort((a, b) => order.compare(a.place, b.place));
}
