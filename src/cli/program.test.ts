import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { version } from '../version.ts';
import { ftpspec } from './ftpspec-process.ts';

// Each start of the program costs seconds of a processor that others want too.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'ftpspec-program-')); });
afterAll(() => rm(folder, { recursive: true, force: true }));

test.concurrent('--version and --help end well, help shows examples', async () => {
  const [shown, help] = await Promise.all([ftpspec('--version'), ftpspec('check', '--help')]);
  expect(shown).toEqual({ code: 0, out: `${version}\n`, err: '' });
  expect(help.code).toBe(0);
  expect(help.out).toContain('ftpspec check --reference --chapter transfer --level MUST');
  expect(help.out).toContain('Exit codes: 0 conforms');
});

test.concurrent.each([
  [['chekc'], "unknown command 'chekc'", 'Did you mean check?'],
  [['check', '--refrence'], "unknown option '--refrence'", 'Did you mean --reference?'],
  [['check'], 'no server to check', 'ftpspec check --reference'],
  [['check', '--reference', '--report', 'result.foo'], 'unknown kind of report', '.html'],
  [['explain', 'RTER'], 'nothing is called "RTER"', 'RETR'],
])('%j is wrong use: exit code 2', async (words, message, hint) => {
  const { code, out, err } = await ftpspec(...words);
  expect(err).toContain(`ftpspec: `);
  expect(err).toContain(message);
  expect(err).toContain(hint);
  expect([code, out]).toEqual([2, '']);
});

test.concurrent('check --list needs no server and tells id, level and title', async () => {
  const { code, out } = await ftpspec('check', '--list', '--check', 'access/logs-in');
  expect(code).toBe(0);
  expect(out).toMatch(/^access\/logs-in-and-out +MUST +greets, logs the user in and says goodbye\n$/);
});

test.concurrent('check --dry-run says what would run against what', async () => {
  const { code, out } = await ftpspec('check', '127.0.0.1:1', '--dry-run', '--check', 'access/logs-in', '--user', 'me');
  expect([code, out.split('\n').slice(0, 2)]).toEqual([0, ['would test 127.0.0.1:1 as me', '1 checks: access 1']]);
});

test.concurrent('explain shows a rule with its row, an example and its checks', async () => {
  const { code, out } = await ftpspec('explain', 'ftp-acc-34');
  expect(code).toBe(0);
  for (const part of ['FTP-ACC-34  MUST, RFC 959', 'In state awaitingPassword, PASS', 'Example: A second attempt', 'C: PASS {wrong}   (password wrong)', 'access/pass-password-wrong', 'FTP-ACC-37']) expect(out).toContain(part);
});

test.concurrent('explain shows a command with its rows and replies', async () => {
  const { code, out } = await ftpspec('explain', 'epsv');
  expect(code).toBe(0);
  for (const part of ['EPSV  SHOULD, RFC 2428', 'FTP-XFR-24', '229   Entering Extended Passive Mode', 'S: 229', 'transfer/epsv-argument-malformed']) expect(out).toContain(part);
});

test.concurrent('explain shows a reply code with its verbs, rows and sources', async () => {
  const { code, out } = await ftpspec('explain', '550');
  expect(code).toBe(0);
  for (const part of ['550  RFC 959 §4.2.2', 'file unavailable', 'First digit 5', 'RETR', 'FTP-FIL-4', 'directory missing', 'any: {path}: {problem}.', 'S: 550']) expect(out).toContain(part);
});

test.concurrent('explain shows what a check really sends', async () => {
  const { code, out } = await ftpspec('explain', 'access/logs-in-and-out');
  expect(code).toBe(0);
  expect(out).toMatch(/With the reference server \(pass;[\s\S]*S {2}220 [\s\S]*C {2}USER [\s\S]*S {2}331 [\s\S]*C {2}QUIT[\s\S]*S {2}221 /);
});

test.concurrent('draw writes the format that the file name ends in, and names what a run did not visit', async () => {
  const log = join(folder, 'run.ndjson');
  const records = [
    { type: 'run', tool: 'ftpspec', version, protocol: 'ftp', target: 't', greeting: null, started: '2026-01-01T00:00:00Z', selected: 0 },
    { type: 'end', reason: 'complete', duration: 1, exitCode: 0, states: { 'type.ascii': 1 }, rules: { 'FTP-ACC-3': 1 } },
  ];
  await writeFile(log, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const file = join(folder, 'made', 'session.svg');
  const { code, out } = await ftpspec('draw', '--coverage', log, '-o', file);
  expect(code).toBe(0);
  expect(out).toMatch(/not visited: \d+ of \d+ states: access\.connecting/);
  expect(await readFile(file, 'utf8')).toMatch(/^<svg [\s\S]*visited 1×[\s\S]*<\/svg>\n$/);
});
