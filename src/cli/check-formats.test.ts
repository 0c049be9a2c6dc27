import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ftpspec } from './ftpspec-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'ftpspec-check-formats-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const words = ['check', '--spawn', 'python3 examples/student/server.py {port} {root}', '--user', 'student', '--password', 'student', '--check', 'files/pwd', '--check', 'access/logs-in'];

test('check writes the formats of platforms, a point a check, and keeps to a baseline', async () => {
  const [ctrf, known] = [join(folder, 'ctrf.json'), join(folder, 'known.yaml')];
  const first = await ftpspec(...words, '--format', `ctrf=${ctrf}`, '--format', 'github', '--write-baseline', known);
  expect([first.code, first.out]).toEqual([1, expect.stringMatching(/^::error title=names the working directory/m)]);
  expect(JSON.parse(readFileSync(ctrf, 'utf8'))).toMatchObject({ results: { summary: { tests: 4, passed: 1, failed: 1, other: 2 } } });
  const second = await ftpspec(...words, '--baseline', known);
  expect(second.code).toBe(0);
  const third = await ftpspec(...words.slice(0, -2), '--baseline', known, '--check', 'access/quit-before');
  expect(third.code).toBe(0);
}, 60_000);

test('a format that would spoil standard output is refused', async () => {
  const { code, err } = await ftpspec(...words, '--format', 'tap');
  expect([code, err]).toEqual([2, expect.stringContaining('--format tap=FILE')]);
}, 30_000);
