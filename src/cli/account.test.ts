import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReferenceServer } from '../server/reference-server.ts';
import { ftpspec } from './ftpspec-process.ts';
import { scriptFtpspec } from './scripted-ftpspec.ts';

let folder: string;
let server: ReferenceServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ftpspec-account-'));
  server = await ReferenceServer.start({ root: folder, users: [{ name: 'ann', password: 'p', readOnly: false, account: 'house 7' }, { name: 'bob', password: 'p', readOnly: false, account: 'house 8', accountFor: 'storing' }] });
});
afterAll(async () => {
  await server.stop(0);
  await rm(folder, { recursive: true, force: true });
});

const where = (): string => `127.0.0.1:${server.address.port}`;

test.concurrent('check logs in with --account, and says what is missing without', async () => {
  const check = (...words: string[]) => ftpspec('check', where(), '--user', 'ann', '--password', 'p', '--check', 'access/account', '--check', 'access/logs-in', ...words);
  const [given, missing] = await Promise.all([check('--account', 'house 7'), check()]);
  expect([given.code, given.err]).toEqual([0, '']);
  expect(given.out).toMatch(/^3 checks: 3 pass/m);
  expect(missing.code).toBe(1);
  expect(missing.out).toContain('the server asks for an account (332), and the suite was given none: name it by --account');
}, 60_000);

test.concurrent('a protocol without accounts, and what no line can carry, are wrong use', async () => {
  const [odd, broken] = await Promise.all([ftpspec('check', '--reference', '--protocol', 'course-ftp', '--account', 'x'), ftpspec('check', where(), '--account', 'a\nb')]);
  expect(odd).toMatchObject({ code: 2, err: expect.stringContaining('course-ftp has no accounts') });
  expect(broken).toMatchObject({ code: 2, err: expect.stringContaining('No FTP command can carry') });
}, 60_000);

test.concurrent.each(['ann', 'bob'])('the client names the account of %s, who may then store', async (user) => {
  const account = user === 'ann' ? 'house 7' : 'house 8';
  const url = `ftp://${user}:p@${where()}/${user}.ts`;
  const put = (...words: string[]) => scriptFtpspec(process.cwd(), ['put', 'package.json', url, ...words]).ended;
  expect(await put('--retries', '0')).toMatchObject({ code: 1, err: expect.stringMatching(/refused: [35]32 [\s\S]*name it by --account/) });
  expect(await put('--account', account)).toMatchObject({ code: 0, out: expect.stringContaining(`${user}.ts: `) });
}, 120_000);

test.concurrent('the shell names it too', async () => {
  const shell = scriptFtpspec(folder, ['shell', where(), '--user', 'ann', '--password', 'p', '--account', 'house 7'], ['pwd']);
  expect(await shell.ended).toMatchObject({ code: 0, out: '/\n' });
}, 60_000);
