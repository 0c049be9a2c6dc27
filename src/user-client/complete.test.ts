import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { complete } from './complete.ts';
import { FtpFiles } from './ftp-files.ts';
import { ftpPlace, type FtpPlace } from './ftp-place.ts';

let place: FtpPlace;
let files: FtpFiles;
beforeAll(async () => {
  place = await ftpPlace();
  await mkdir(join(place.root, 'with space'));
  await writeFile(join(place.root, 'with space', 'näme.txt'), '');
  await writeFile(join(place.root, 'wide.txt'), '');
  await writeFile(join(place.local, 'mine.txt'), '');
  files = await FtpFiles.open({ host: '127.0.0.1', port: place.port, user: 'alice', password: 'secret', timeout: 5000, active: false, log: () => {} }, new AbortController().signal);
});
afterAll(async () => {
  await files.quit();
  await place.remove();
});

test.each([
  ['re', ['rename '], 're'],
  ['get wi', ['wide.txt ', 'with\\ space/'], 'wi'],
  ['get "with sp', ['with\\ space/'], '"with sp'],
  ['get with\\ space/', ['with\\ space/näme.txt '], 'with\\ space/'],
  ['get wide.txt m', ['mine.txt '], 'm'],
  ['put ', ['mine.txt '], ''],
  ['pwd x', [], 'x'],
  ['ls nowhere/', [], 'nowhere/'],
])('completes %j', async (line, hits, part) => {
  const [found, replaced] = await complete(line, files, place.local);
  expect([found.sort(), replaced]).toEqual([hits, part]);
});
