import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ftpspec } from './ftpspec-process.ts';
import { sampleTree } from './sample-tree.ts';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'ftpspec-sample-test-')); });
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Path, size and digest of everything below a directory. */
async function census(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const lines = await Promise.all(entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) return `${path.slice(directory.length + 1)}/`;
    const bytes = await readFile(path);
    return `${path.slice(directory.length + 1)} ${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}`;
  }));
  return lines.sort();
}

test('makes the same tree each time: sizes from 0 to 10 MiB, an empty directory, names with spaces and UTF-8', async () => {
  const [first, second] = [join(folder, 'new', 'first'), join(folder, 'second')];
  const made = await Promise.all([ftpspec('sample', first), ftpspec('sample', second)]);
  expect(made.map(({ code, err }) => [code, err])).toEqual([[0, ''], [0, '']]);
  const lines = await census(first);
  expect(await census(second)).toEqual(lines);
  expect(lines.map((line) => line.replace(/ [0-9a-f]{64}$/, ''))).toEqual([
    'README.txt 32', 'data.json 2268', 'empty-directory/', 'empty.txt 0', 'medium.txt 49600', 'one-mebibyte.bin 1048576', 'pub/', 'pub/bytes.bin 256',
    'pub/lines.txt 14', 'ten-mebibytes.bin 10485760', 'with spaces/', 'with spaces/naïve café – 日本語.txt 52',
  ]);
  expect(lines).toContain('ten-mebibytes.bin 10485760 9eb1943a8a15db195cd4872333add86750d7c94dd516409e7c15b61267dacdb7');
  expect(JSON.parse(await readFile(join(first, 'data.json'), 'utf8'))).toHaveLength(24);
});

test('overwrites nothing: one file that exists is named, and none is written', async () => {
  await writeFile(join(folder, 'medium.txt'), 'mine');
  const { code, out, err } = await ftpspec('sample', folder);
  expect([code, out, err]).toEqual([2, '', expect.stringContaining('medium.txt exists already, nothing was written')]);
  expect(await readFile(join(folder, 'medium.txt'), 'utf8')).toBe('mine');
  expect(await readdir(folder)).not.toContain('README.txt');
});

test('the embedded server gets the small files only', async () => {
  const { root, remove } = await sampleTree();
  try {
    expect((await readdir(root)).sort()).toEqual(['README.txt', 'data.json', 'empty-directory', 'empty.txt', 'medium.txt', 'pub', 'with spaces']);
  } finally {
    await remove();
  }
});
