import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SUITES } from '../../conformance/catalog.ts';
import { served } from '../server/served.ts';
import type { ServerParts } from '../server/reference-server.ts';
import { NEVER, PLAIN } from './dialect-place.ts';
import { FtpFiles } from './ftp-files.ts';

async function place(parts: Partial<ServerParts> = {}) {
  const { server, root } = await served(onTestFinished, {}, parts);
  const local = await mkdtemp(join(tmpdir(), 'ftpspec-ftp-files-'));
  onTestFinished(() => rm(local, { recursive: true, force: true }));
  const said: string[] = [];
  const files = await FtpFiles.open({ ...server.address, user: 'tester', password: 'secret', timeout: 5000, active: false, log: (line) => { said.push(line); } }, NEVER);
  onTestFinished(() => files.quit());
  return { files, root, local, said };
}

test('says nothing of a local file that is missing', async () => {
  const { files, local, said } = await place();
  const before = said.length;
  await expect(files.put(join(local, 'missing'), 'x', PLAIN)).rejects.toMatchObject({ code: 'LOCAL_FILE', message: expect.stringContaining('it does not exist') });
  expect(said.slice(before)).toEqual([]);
});

test('fetches an empty file from a server that tells no sizes', async () => {
  const { files, root, local } = await place({ reply: (bytes, on) => (on === 'SIZE' ? Buffer.from('502 Not implemented.\r\n') : bytes) });
  await writeFile(join(root, 'empty'), '');
  expect(await files.get('empty', join(local, 'empty'), PLAIN)).toEqual({ size: 0, resumedAt: 0 });
  expect((await stat(join(local, 'empty'))).size).toBe(0);
});

test('shows the greeting of the server', async () => {
  expect((await place()).files.greeting).toMatch(/^220 /);
});

test('speaks course-ftp, which has neither SIZE nor a way to rename', async () => {
  const { files, root, local } = await place(SUITES['course-ftp']!.parts);
  await writeFile(join(local, 'mine'), 'a\r\nb');
  await files.put(join(local, 'mine'), 'stored', PLAIN);
  await files.get('stored', join(local, 'back'), PLAIN);
  expect([await readFile(join(root, 'stored'), 'latin1'), await readFile(join(local, 'back'), 'latin1'), await readdir(root)]).toEqual(['a\r\nb', 'a\r\nb', ['stored']]);
  expect((await files.list('', NEVER)).map(({ name }) => name)).toEqual(['stored']);
});
