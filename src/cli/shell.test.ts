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

const LOGIN = ['--user', 'alice', '--password', 'secret'];

/** A session in a local directory of its own. */
async function shell(name: string, script: readonly string[], words: readonly string[] = LOGIN, port = place.port) {
  const directory = join(place.local, name);
  await mkdir(directory, { recursive: true });
  return { directory, ...scriptFtpspec(directory, ['shell', `127.0.0.1:${port}`, ...words], script) };
}

test.concurrent.each([[[]], [['--active']]])('every command does its work, with %j', async (mode) => {
  const name = `all${mode.join('')}`;
  const { directory, ended } = await shell(name, [
    'pwd', `mkdir ${name}`, `cd ${name}`, 'pwd', 'get "/with space/näme.txt"', 'get /with\\ space/näme.txt "my copy.txt"', 'put näme.txt', 'put "my copy.txt" \' led by a space\'',
    'rename näme.txt "neu é.txt"', 'ls', 'ls "neu é.txt"', 'stat "neu é.txt"', 'stat', 'del " led by a space"', 'mkdir empty', 'rmdir empty', 'ls .', 'cd ..', 'pwd',
    '!echo local-$((40 + 2))', '!ls', 'lcd ..', 'lcd', '# a remark', '', 'help', 'quit', 'mkdir never',
  ], [...LOGIN, ...mode]);
  const { code, out, err } = await ended;
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(new RegExp(`^/\\n/${name}\\nnäme\\.txt: 7 bytes, .*\\n.*: 7 bytes, `));
  expect(out).toMatch(/ {2} led by a space\n/);
  expect(out).toMatch(/local-42\nmy copy\.txt\nnäme\.txt\n/);
  expect(out).toContain(`${place.local}\n${place.local}\n`);
  expect(out).toContain('rename, mv from to');
  expect(await readFile(join(directory, 'my copy.txt'), 'utf8')).toBe('content');
  expect(await readdir(join(place.root, name))).toEqual(['neu é.txt']);
  expect(await readdir(place.root)).not.toContain('never');
});

test.concurrent('a script goes on after a failure and ends with the code of the first one; messages go to standard error', async () => {
  const { ended } = await shell('failing', ['get missing.txt', 'put nothing.txt', 'cd nowhere', 'frobnicate', 'get', 'ls "open', '!exit 3', 'pwd']);
  const { code, out, err } = await ended;
  expect([code, out]).toEqual([1, '/\n']);
  expect(err.split('\n')).toEqual([
    expect.stringMatching(/^the server refused: 550 /), expect.stringMatching(/nothing\.txt: it does not exist$/), expect.stringMatching(/^the server refused: 550 /),
    'there is no command "frobnicate"; help lists them', 'usage: get remote [local]', 'a " that nothing closes', 'the local command ended with exit code 3', '',
  ]);
  expect(await readdir(join(place.local, 'failing'))).toEqual([]);
});

test.concurrent('user and password are the first lines where the options do not give them', async () => {
  const { ended } = await shell('asked', ['alice', 'secret', 'pwd'], []);
  expect(await ended).toEqual({ code: 0, out: '/\n', err: '' });
});

test.concurrent('a login that fails: exit code 1, and 3 where nobody listens', async () => {
  const [wrong, nobody] = await Promise.all([shell('wrong', ['pwd'], ['--user', 'alice', '--password', 'wrong']), shell('nobody', ['pwd'], LOGIN, 1)]);
  expect(await wrong.ended).toMatchObject({ code: 1, out: '', err: expect.stringContaining('530') });
  expect(await nobody.ended).toMatchObject({ code: 3, out: '', err: expect.stringContaining('cannot reach the server') });
});

test.concurrent('a lost connection ends the script: exit code 3', async () => {
  const network = await place.faulty({ after: 1 << 20, kind: 'cut' });
  const { directory, ended } = await shell('lost', ['get large.bin', 'pwd'], LOGIN, network.port);
  expect(await ended).toMatchObject({ code: 3, out: '', err: expect.stringContaining('the connection is closed') });
  expect(await readdir(directory)).not.toContain('large.bin');
});

test.concurrent('SIGINT ends a transfer in step with the server, which still answers, and leaves only the part', async () => {
  const network = await place.faulty({ after: 2 << 20, kind: 'hold' });
  const log = join(place.local, 'stopped.log');
  const { directory, ended, signal } = await shell('stopped', ['get large.bin', 'pwd'], [...LOGIN, '--log-file', log], network.port);
  await network.failed;
  await vi.waitFor(async () => expect((await stat(join(directory, 'large.bin.part'))).size).toBeGreaterThan(0), 10_000);
  signal('SIGINT');
  // A script does not go on after it.
  expect(await ended).toMatchObject({ code: 130, out: '', err: 'interrupted\n' });
  expect(await readdir(directory)).toEqual(['large.bin.part']);
  const said = (await readFile(log, 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line)).filter((line) => line.msg === undefined).slice(-5).map((line) => line.sent ?? line.received.slice(0, 3));
  expect(said).toEqual(['NOOP', '426', '200', 'QUIT', '221']);
});
