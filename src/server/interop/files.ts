import assert from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { held, put, type Place } from './place.ts';

/** Every byte, CR LF among them, in no order that a mistake would keep. */
export const CONTENT = Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * n + (n >> 7)) % 256));
/** What was there before: another content of another length. */
export const OLD = Buffer.from('this is old\n');
export const TEXT = 'one\n\ntwo\n';
/** Files of a tree, each holding its own name. */
export const LEAVES = ['a', 'deep/b', 'deep/deeper/c d'] as const;
/** A name that is neither ASCII nor one word. */
export const ODD_NAME = 'naïve – ☃.bin';

/** What every operation finds at the server and at the client. */
export async function furnish({ root, here }: Place): Promise<void> {
  await Promise.all([
    put(root, 'file.bin', CONTENT), put(root, 'notes.txt', TEXT), mkdir(join(root, 'directory')), ...LEAVES.map((leaf) => put(root, `tree/${leaf}`, leaf)),
    put(here, 'local.bin', CONTENT), put(here, 'local.txt', TEXT), ...LEAVES.map((leaf) => put(here, `grove/${leaf}`, leaf)),
  ]);
}

/** Asserts that a file holds these bytes. */
export async function holds(folder: string, name: string, content: string | Buffer = CONTENT): Promise<void> {
  const found = await held(folder, name);
  const wanted = content.toString('latin1');
  assert.notEqual(found, null, `there is no ${name}; there are ${(await readdir(folder)).join(', ')}`);
  assert.ok(found === wanted, `${name} holds ${found!.length} other bytes than the ${wanted.length} it should`);
}

/** Asserts that a tree is there, with nothing beside it. */
export async function holdsTree(folder: string): Promise<void> {
  for (const leaf of LEAVES) await holds(folder, leaf, leaf);
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  assert.equal(files.length, LEAVES.length, `there are ${files.map(({ name }) => name).join(', ')}`);
}
