import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { inOrder } from '../load.ts';
import { readMarkdown } from '../markdown.ts';
import type { Protocol } from '../model.ts';
import type { Problem } from '../problem.ts';
import { slug } from '../read/slug.ts';
import type { Census } from './census.ts';
import { lintCensus, type Names } from './lint-census.ts';
import { readCensus } from './read-census.ts';

/** Every census of spec/census/, in the order of the documents' numbers, with all that is wrong with them. */
export interface LoadedCensus { readonly censuses: readonly Census[]; readonly problems: readonly Problem[] }

/**
 * Reads and checks `folder/census/rfc-*.md` against the texts in `folder/sources/` and the rules of a protocol.
 * Empty where there is no such folder.
 */
export async function loadCensus(folder: string, protocol: Protocol): Promise<LoadedCensus> {
  const order = new Intl.Collator('en', { numeric: true });
  const files = (await readdir(join(folder, 'census')).catch(() => [])).filter((file) => /^rfc-\d+\.md$/.test(file)).sort(order.compare);
  const read = await Promise.all(files.map(async (file) => readCensus(`${basename(folder)}/census/${file}`, await readFile(join(folder, 'census', file), 'utf8'))));
  const censuses = read.flatMap(({ census }) => census ?? []);
  const names: Names = {
    ids: new Set([...protocol.rules, ...protocol.requirements].map(({ id }) => id)),
    decisions: await decisionsOf(folder),
    clauses: new Set(censuses.flatMap(({ document, sections }) => sections.map(({ clause }) => `${document} ${clause}`))),
  };
  const linted = await Promise.all(censuses.map(async (census): Promise<Problem[]> => {
    const text = await readFile(join(folder, 'sources', basename(census.text)), 'utf8').catch(() => null);
    return text === null ? [{ place: census.place, problem: `there is no text ${basename(folder)}/sources/${census.text}` }] : lintCensus(census, text, names);
  }));
  return { censuses, problems: inOrder([...read.flatMap(({ problems }) => problems), ...linted.flat()]) };
}

async function decisionsOf(folder: string): Promise<Set<string>> {
  const text = await readFile(join(folder, 'decisions.md'), 'utf8').catch(() => '');
  return new Set(readMarkdown(text).flatMap((block) => (block.kind === 'heading' ? [slug(block.text)] : [])));
}
