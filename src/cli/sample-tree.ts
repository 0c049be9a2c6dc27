import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory with a few files for the embedded server to serve, and how to remove it. */
export async function sampleTree(): Promise<{ root: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'ftpspec-sample-'));
  await mkdir(join(root, 'pub'));
  await writeFile(join(root, 'README.txt'), 'A directory served by ftpspec.\r\n');
  await writeFile(join(root, 'pub', 'lines.txt'), 'one\ntwo\nthree\n');
  await writeFile(join(root, 'pub', 'bytes.bin'), Buffer.from(Array.from({ length: 256 }, (_, value) => value)));
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}
