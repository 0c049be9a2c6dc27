import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { FtpPlace } from '../user-client/ftp-place.ts';
import { placeWithFiles } from './place-with-files.ts';
import { scriptFtpspec } from './scripted-ftpspec.ts';

// Each start of the program costs seconds of a processor that others want too.
vi.setConfig({ testTimeout: 120_000 });

let place: FtpPlace;
beforeAll(async () => { place = await placeWithFiles(); });
afterAll(() => place.remove());

const url = (path: string, port = place.port, user = 'alice:secret'): string => `ftp://${user}@127.0.0.1:${port}/${path}`;
const run = (...words: readonly string[]) => scriptFtpspec(place.local, words).ended;

test.concurrent('get takes the name of the URL, put and ls say what they did: exit code 0', async () => {
  const log = join(place.local, 'logs', 'get.log');
  expect(await run('get', url('with%20space/n%C3%A4me.txt'), '--log-file', log)).toMatchObject({ code: 0, out: `${join(place.local, 'näme.txt')}: 7 bytes\n`, err: expect.stringContaining('100 %') });
  expect(await readFile(join(place.local, 'näme.txt'), 'utf8')).toBe('content');
  const said = (await readFile(log, 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line));
  expect(said).toContainEqual(expect.objectContaining({ sent: 'RETR with space/näme.txt' }));
  expect(JSON.stringify(said)).not.toContain('secret');
  expect(await run('get', url('with%20space/n%C3%A4me.txt'))).toMatchObject({ code: 2, err: expect.stringContaining('Add -o to overwrite it.') });
  expect(await run('put', 'näme.txt', url('with%20space/copy.txt'))).toMatchObject({ code: 0, out: 'with space/copy.txt: 7 bytes\n' });
  expect((await run('ls', url('with%20space'))).out.split('\n').sort((a, b) => a.slice(-9).localeCompare(b.slice(-9)))).toEqual(['', expect.stringMatching(/^- +7 {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}copy\.txt$/), expect.stringMatching(/näme\.txt$/)]);
});

test.concurrent.each([
  ['a missing file', ['get', 'missing.txt'], 1, '550'],
  ['a wrong password', ['get', 'large.bin', 'alice:wrong'], 1, '530'],
])('%s is refused: exit code 1', async (_, [verb = '', path = '', user], code, reply) => {
  expect(await run(verb, url(path, place.port, user))).toMatchObject({ code, out: '', err: expect.stringContaining(`the server refused: ${reply} `) });
});

test.concurrent('wrong use is exit code 2, and an address where nobody listens 3', async () => {
  expect(await run('get', 'sftp://127.0.0.1/file')).toMatchObject({ code: 2, err: expect.stringContaining('is no FTP URL') });
  expect(await run('put', 'nothing.txt', url('x'))).toMatchObject({ code: 2, err: expect.stringContaining('it does not exist') });
  expect(await run('ls', 'ftp://127.0.0.1:1/', '--retries', '0', '--timeout', '2')).toMatchObject({ code: 3, err: expect.stringContaining('cannot reach the server') });
});

test.concurrent('SIGINT in mid-download leaves only the part: exit code 130', async () => {
  const network = await place.faulty({ after: 2 << 20, kind: 'hold' });
  const directory = join(place.local, 'stopped');
  await mkdir(directory);
  const started = scriptFtpspec(directory, ['get', url('large.bin', network.port)]);
  await network.failed;
  await vi.waitFor(async () => expect((await stat(join(directory, 'large.bin.part'))).size).toBeGreaterThan(0), 10_000);
  started.signal('SIGINT');
  expect(await started.ended).toMatchObject({ code: 130, out: '', err: expect.stringMatching(/ftpspec: interrupted\n$/) });
  expect(await readdir(directory)).toEqual(['large.bin.part']);
});
