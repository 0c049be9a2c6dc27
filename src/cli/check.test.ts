import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLog } from '../../reports/log.ts';
import { ftpspec, startFtpspec } from './ftpspec-process.ts';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'ftpspec-check-')); });
afterAll(() => rm(folder, { recursive: true, force: true }));

test.concurrent('the reference server conforms: every report is written, exit code 0 even with --strict', async () => {
  const reports = ['r.ndjson', 'r.json', 'r.xml', 'r.html'].map((name) => join(folder, 'reference', name));
  const { code, out, err } = await ftpspec('check', '--reference', '--strict', '--check', 'failure/', '--check', 'access/logs-in', '--report', ...reports);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/\d+ checks: \d+ pass/);
  const log = readLog(reports[0]!);
  expect(log.end).toMatchObject({ reason: 'complete', exitCode: 0 });
  expect(new Set(log.checks.map(({ chapter }) => chapter))).toEqual(new Set(['failure', 'access']));
  expect(JSON.parse(await readFile(reports[1]!, 'utf8')).checks).toHaveLength(log.checks.length);
  expect(await readFile(reports[2]!, 'utf8')).toContain('<testsuites');
  expect(await readFile(reports[3]!, 'utf8')).toMatch(/awaitingPassword[\s\S]*visited \d+×/);
}, 60_000);

test.concurrent('a server is started by a command, and the line that reproduces a check does so', async () => {
  const log = join(folder, 'spawned.ndjson');
  const command = `${process.execPath} --import tsx src/cli/main.ts serve --port {port} --root {root} --user u:p`;
  const first = await ftpspec('check', '--spawn', command, '--user', 'u', '--password', 'p', '--check', 'access/logs-in', '--report', log);
  expect([first.code, first.err]).toEqual([0, '']);
  const { reproduce } = readLog(log).checks[0]!;
  expect(reproduce).toBe(`npx tsx src/cli/main.ts check --spawn '${command}' --user u --password p --check access/logs-in-and-out --verbose`);
}, 60_000);

test.concurrent('a server that refuses everything does not conform: exit code 1, or 0 when grading ran is all that counts', async () => {
  const server = await serve((line) => (line === null ? '220 hi' : '500 no'));
  const words = ['check', address(server), '--check', 'access/logs-in', '--timeout', '500', '--verbose'];
  const [strict, lenient] = await Promise.all([ftpspec(...words), ftpspec(...words, '--exit-zero')]);
  server.close();
  expect([strict.code, lenient.code]).toEqual([1, 0]);
  expect(strict.out).toMatch(/S {2}500 no/);
  expect(strict.out).toContain(`reproduce`);
}, 60_000);

test.concurrent('a server that cannot be reached: exit code 3, and the reports say so', async () => {
  const server = await serve(() => '220 hi');
  const where = address(server);
  await new Promise((resolve) => { server.close(resolve); });
  const file = join(folder, 'unreachable.xml');
  const { code, err } = await ftpspec('check', where, '--report', file, '--exit-zero');
  expect([code, err]).toEqual([3, expect.stringContaining('ftpspec: cannot reach 127.0.0.1 port')]);
  expect(await readFile(file, 'utf8')).toMatch(/type="blocked">cannot reach 127\.0\.0\.1/);
}, 60_000);

test.concurrent('a command that ends, and one that never listens: exit code 3 with what it printed', async () => {
  const [ended, silent] = await Promise.all([
    ftpspec('check', '--spawn', `sh -c 'printf "no \\033[31mconfig\\n"; exit 7'`),
    ftpspec('check', '--spawn', 'sleep 60', '--timeout', '100'),
  ]);
  expect(ended.code).toBe(3);
  expect(ended.err).toMatch(/ended before it listened \(exit status 7\); it printed:\nno \\x1b\[31mconfig/);
  expect([silent.code, silent.err]).toEqual([3, expect.stringContaining('does not listen')]);
}, 60_000);

test.concurrent.each([['SIGTERM', 143, []], ['SIGINT', 0, ['--exit-zero']]] as const)('%s in mid-run still leaves the reports', async (name, expected, words) => {
  const dumb: Record<string, string> = { USER: '331 go on', PASS: '230 in', QUIT: '221 bye', NOOP: '200 ok' };
  // Answers the login only: every other command waits for its time-out.
  const server = await serve((line) => (line === null ? '220 hi' : (dumb[line.split(' ')[0]!] ?? null)));
  const reports = ['ndjson', 'json', 'html'].map((ending) => join(folder, `${name}.${ending}`));
  const check = startFtpspec('check', address(server), '--user', 'u', '--password', 'p', '--timeout', '1000', '--concurrency', '4', '--verbose', ...words, '--report', ...reports);
  try {
    await check.until(/^(pass|fail|blocked) /m);
    check.signal(name);
    expect(await check.ended).toBe(expected);
  } finally {
    check.signal('SIGKILL');
    server.close();
  }
  const log = readLog(reports[0]!);
  expect(log.end?.reason).toBe('interrupted');
  expect(log.checks.length).toBeGreaterThan(0);
  expect(check.out()).toContain('the run was interrupted');
  expect(JSON.parse(await readFile(reports[1]!, 'utf8')).end.reason).toBe('interrupted');
  expect((await readdir(folder)).includes(`${name}.html`)).toBe(true);
}, 60_000);

function address(server: Server): string {
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that answers each line by a function; null says nothing. The greeting answers null. */
async function serve(answer: (line: string | null) => string | null): Promise<Server> {
  const server = createServer((socket) => {
    const say = (line: string | null): void => {
      const reply = answer(line);
      if (reply !== null && socket.writable) socket.write(`${reply}\r\n`);
      if (line?.startsWith('QUIT') === true) socket.end();
    };
    let rest = '';
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) say(line);
    });
    say(null);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return server;
}
