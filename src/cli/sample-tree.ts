import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FtpspecError } from '../ftpspec-error.ts';
import { noise } from '../noise.ts';

/** What the sample tree holds, the same bytes on every machine. A path that ends in `/` is an empty directory. */
const SAMPLE: readonly { readonly path: string; readonly large?: true; readonly content?: () => string | Buffer }[] = [
  { path: 'README.txt', content: () => 'A directory served by ftpspec.\r\n' },
  { path: 'pub/lines.txt', content: () => 'one\ntwo\nthree\n' },
  { path: 'pub/bytes.bin', content: () => Buffer.from(Array.from({ length: 256 }, (_, value) => value)) },
  { path: 'empty.txt', content: () => '' },
  { path: 'empty-directory/' },
  { path: 'data.json', content: () => `${JSON.stringify(Array.from({ length: 24 }, (_, id) => ({ id, name: `item ${id}`, price: (id * 37 + 5) / 10, tags: ['sample', id % 2 === 0 ? 'even' : 'odd'] })), null, 1)}\n` },
  { path: 'medium.txt', content: () => Array.from({ length: 800 }, (_, line) => `Line ${String(line + 1).padStart(3, '0')} of a text that is long enough to take several reads.\n`).join('') },
  { path: 'with spaces/naïve café – 日本語.txt', content: () => 'The name of this file is UTF-8: é, –, 日本語.\n' },
  { path: 'one-mebibyte.bin', large: true, content: () => noise(1 << 20, 1) },
  { path: 'ten-mebibytes.bin', large: true, content: () => noise(10 << 20, 2) },
];

/** A directory with a few small files for the embedded server to serve, and how to remove it. */
export async function sampleTree(): Promise<{ root: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'ftpspec-sample-'));
  await writeSample(root, false);
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}

/**
 * Writes the sample tree below a directory, which is made where it is missing.
 *
 * @returns the paths of what was written, below `directory`
 * @throws FtpspecError `UNWRITABLE`, when one of its files exists already: then nothing is written
 */
export async function writeSample(directory: string, large = true): Promise<string[]> {
  const wanted = SAMPLE.filter((entry) => large || entry.large !== true);
  for (const { path, content } of wanted) {
    const facts = await stat(join(directory, path)).catch(() => null);
    if (facts !== null && (content !== undefined || !facts.isDirectory())) throw new FtpspecError('UNWRITABLE', `${join(directory, path)} exists already, nothing was written`, { hint: 'Name a directory that is empty or does not exist.' });
  }
  try {
    for (const { path, content } of wanted) {
      const place = join(directory, path);
      await mkdir(content === undefined ? place : dirname(place), { recursive: true });
      if (content !== undefined) await writeFile(place, content(), { flag: 'wx' });
    }
  } catch (error) {
    throw new FtpspecError('UNWRITABLE', `cannot write the sample: ${(error as Error).message}`);
  }
  return wanted.map(({ path }) => path);
}
