import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { SUITES } from '../../conformance/catalog.ts';
import { ReferenceServer, type ServerOptions } from '../server/reference-server.ts';
import { scriptFtpspec } from './scripted-ftpspec.ts';
import { terminalFtpspec } from './terminal-ftpspec.ts';

// Each start of the program costs seconds of a processor that others want too.
vi.setConfig({ testTimeout: 120_000 });

let top: string;
beforeAll(async () => { top = await mkdtemp(join(tmpdir(), 'ftpspec-protocols-')); });
afterAll(() => rm(top, { recursive: true, force: true }));

/** A server of a protocol with a directory, and a local directory of the same name. */
async function place(name: string, protocol: string, options: Partial<ServerOptions> = {}): Promise<{ root: string; local: string; port: number }> {
  const [root, local] = [join(top, name, 'root'), join(top, name, 'local')];
  await Promise.all([mkdir(root, { recursive: true }), mkdir(local, { recursive: true })]);
  const server = await ReferenceServer.start({ root, ...options }, SUITES[protocol]!.parts);
  onTestFinished(() => server.stop(0));
  return { root, local, port: server.address.port };
}

const logOf = async (directory: string): Promise<string> => {
  const [name, ...others] = await readdir(directory);
  expect([name, others]).toEqual([expect.stringMatching(/^client_\d{8}_\d{6}\.log$/), []]);
  return readFile(join(directory, name!), 'utf8');
};

test('get verifies the MD5, and logs what was said and each 10 %, with the name of the connection in each line', async () => {
  const { root, local, port } = await place('verified', 'length-prefixed');
  await writeFile(join(root, 'file.bin'), Buffer.alloc(10 << 20, 'x'));
  const { code, out, err } = await scriptFtpspec(local, ['get', `length-prefixed://127.0.0.1:${port}/file.bin`, '--log-dir', 'deep/logs']).ended;
  expect([code, out]).toEqual([0, expect.stringMatching(/file\.bin: 10485760 bytes, MD5 [0-9a-f]{32} verified\n$/)]);
  expect(err).toMatch(/ 5\d % .*MiB of 10\.0 MiB, .*\/s, 0:0\d left\n/);
  const log = await logOf(join(local, 'deep', 'logs'));
  for (const line of log.trimEnd().split('\n')) expect(line).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} - INFO - \\[127\\.0\\.0\\.1:${port}\\] .`));
  expect(log).toMatch(/> file\.bin\n.*< OK file\.bin, 10485760 bytes, MD5 /);
  expect([...log.matchAll(/file\.bin +(\d+) %/g)].map((match) => Math.floor(Number(match[1]) / 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('what failed is a WARNING with the next attempt, then an ERROR; what the protocol cannot do is wrong use', async () => {
  const local = join(top, 'nobody');
  await mkdir(local);
  const [gone, list] = await Promise.all([
    scriptFtpspec(local, ['get', 'inline-marker://127.0.0.1:1/x', '--retries', '1', '--log-dir', 'logs']).ended,
    scriptFtpspec(local, ['ls', 'length-prefixed://127.0.0.1:1/']).ended,
  ]);
  expect(gone).toMatchObject({ code: 3, err: expect.stringContaining('trying again in 1 s (1 of 1)') });
  expect(await logOf(join(local, 'logs'))).toMatch(/ - WARNING - \[127\.0\.0\.1:1\] cannot connect .*trying again.*\n.* - ERROR - \[127\.0\.0\.1:1\] cannot connect/);
  expect(list).toEqual({ code: 2, out: '', err: 'ftpspec: length-prefixed cannot list files\nIt has get.\n' });
});

test('SIGINT in mid-download of inline-marker leaves nothing', async () => {
  const { root, local, port } = await place('stopped', 'inline-marker', { rateLimit: 1 << 20 });
  await writeFile(join(root, 'large'), Buffer.alloc(64 << 20));
  const started = scriptFtpspec(local, ['get', `inline-marker://127.0.0.1:${port}/large`]);
  await vi.waitFor(async () => {
    const [part] = await readdir(local);
    expect((await stat(join(local, part!))).size).toBeGreaterThan(0);
  }, 15_000);
  started.signal('SIGINT');
  expect(await started.ended).toMatchObject({ code: 130, out: '', err: expect.stringMatching(/ftpspec: interrupted\n$/) });
  expect(await readdir(local)).toEqual([]);
});

test('a script for a protocol without login needs no user, and takes the names of its commands too', async () => {
  const { root, local, port } = await place('script', 'minimal-ftp');
  await mkdir(join(root, 'sub'));
  await writeFile(join(root, 'sub', 'a.txt'), 'a');
  const { ended } = scriptFtpspec(local, ['shell', `127.0.0.1:${port}`, '--protocol', 'minimal-ftp'], ['CD sub', 'LIST', 'RETR a.txt', 'STOR a.txt b.txt', 'mkdir no', 'STOR', 'pwd', 'history', 'EXIT', 'pwd']);
  const { code, out, err } = await ended;
  expect([code, err]).toEqual([2, 'minimal-ftp cannot make directories\nIt has ls, get, put and cd.\nusage: STOR local [remote]\n']);
  expect(out).toMatch(/^- +1 .* {2}a\.txt\na\.txt: 1 bytes, .*\na\.txt: 1 bytes, .*\n\/sub\n {3}1 {2}CD sub\n {3}2 {2}LIST\n[^]* {3}8 {2}history\n$/);
  expect((await readdir(join(root, 'sub'))).sort()).toEqual(['a.txt', 'b.txt']);
});

test.runIf(spawnSync('python3', ['-c', 'import pty']).status === 0)('at a terminal it asks for address, port and names, shows the welcome message, completes and keeps a history', async () => {
  const { root, local, port } = await place('terminal', 'minimal-ftp');
  await writeFile(join(root, 'remote-file.txt'), 'content');
  const terminal = terminalFtpspec(local, ['shell', '--protocol', 'minimal-ftp']);
  onTestFinished(terminal.kill);
  await terminal.shows(/server address: /);
  terminal.type('127.0.0.1\r');
  await terminal.shows(/port \(3000\): /);
  terminal.type(`${port}\r`);
  await terminal.shows(/Welcome to minimal-ftp/);
  await terminal.shows(/ftp> /);
  terminal.type('RETR\r');
  await terminal.shows(/remote name: /);
  terminal.type('remote-file.txt\r');
  await terminal.shows(/remote-file\.txt: 7 bytes, /);
  // A command and a remote name, completed with the tabulator key.
  terminal.type('ge\t');
  await terminal.shows(/get /);
  terminal.type('remo\t');
  await terminal.shows(/remote-file\.txt /);
  terminal.type('again.txt\r');
  await terminal.shows(/remote-file\.txt: 7 bytes, /);
  terminal.type('!ls\r');
  await terminal.shows(/again\.txt\s+remote-file\.txt/);
  // The line before the last, by the arrow key.
  terminal.type('\u001b[A\u001b[A');
  await terminal.shows(/get remote-file\.txt again\.txt/);
  terminal.type('\u0003history\r');
  await terminal.shows(/1 {2}RETR\r?\n +2 {2}get remote-file\.txt again\.txt\r?\n +3 {2}!ls/);
  terminal.type('exit\r');
  expect(await terminal.ended).toBe(0);
  expect(await readFile(join(local, 'again.txt'), 'utf8')).toBe('content');
});
