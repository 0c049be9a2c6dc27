import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Grade } from '../../conformance/rubric/grade.ts';
import { ftpspec } from './ftpspec-process.ts';

let folder: string;
let lab: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ftpspec-grade-'));
  lab = join(folder, 'lab.yaml');
  writeFileSync(lab, `name: Small lab
items:
  - { name: Login, points: 4, checks: [access/logs-in-and-out, access/quit-before-login] }
  - { name: Paths, points: 2, checks: [files/pwd-names-what-cwd-takes, files/cwd-to-a-file-changes-nothing] }
time: { reply: 1s }
isolation: limits
submission: { spawn: 'python3 server.py {port} {root}' }
`);
  // A class of five: copies of one server, one of which does not start and one of which is not built.
  for (const name of ['anna', 'ben', 'clara', 'dirk', 'eve']) cpSync('examples/student', join(folder, 'class', name), { recursive: true });
  writeFileSync(join(folder, 'class/clara/server.py'), 'raise SystemExit("::error::forged: no config")\n');
  writeFileSync(join(folder, 'class/dirk/broken'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const BUILD = 'sh -c "test ! -e broken"';
const scores = (out: string): string[] => readFileSync(join(out, 'summary.csv'), 'utf8').trimEnd().split('\r\n').slice(1).map((line) => line.split(',').slice(0, 3).join());

test.concurrent('one submission: points, formats, and a baseline that holds both ways', async () => {
  const baseline = join(folder, 'known.yaml');
  const words = ['grade', lab, '--cwd', 'examples/student', '--id', 'anna'];
  const first = await ftpspec(...words, '--format', `html=${join(folder, 'one/f.html')}`, '--format', 'tap', '--write-baseline', baseline);
  expect(first.code).toBe(0);
  expect(first.out).toMatch(/^TAP version 14\n1\.\.4\n/);
  expect(first.err).toMatch(/4 of 6 points\nisolation limits/);
  expect(first.err).toMatch(/shows the path of PWD or MKD without quotes\. Mending this unblocks 2 checks, 2 points/);
  expect(readFileSync(join(folder, 'one/f.html'), 'utf8')).toContain('What to mend first');
  const known = readFileSync(baseline, 'utf8');
  expect(known).toContain('files/pwd-names-what-cwd-takes: fail');
  const same = await ftpspec(...words, '--baseline', baseline);
  expect([same.code, same.out]).toEqual([0, expect.stringContaining('4 of 6 points')]);
  writeFileSync(baseline, known.replace('files/pwd-names-what-cwd-takes: fail', 'access/quit-before-login: fail'));
  const other = await ftpspec(...words, '--baseline', baseline);
  expect(other.code).toBe(1);
  expect(other.out).toMatch(/new failure: files\/pwd-names-what-cwd-takes\npasses now, take it out of the baseline: access\/quit-before-login/);
  expect((await ftpspec(...words, '--require', '90')).code).toBe(1);
}, 300_000);

test.concurrent('a class is graded, taken up again, and two shards make the same', async () => {
  const out = join(folder, 'whole');
  const words = ['grade', lab, '--submissions', join(folder, 'class'), '--build', BUILD];
  const whole = await ftpspec(...words, '--out', out, '--jobs', '3');
  expect([whole.code, whole.err]).toEqual([0, '']);
  expect(scores(out)).toEqual(['anna,graded,4', 'ben,graded,4', 'clara,not-started,0', 'dirk,build-failed,0', 'eve,graded,4']);
  const clara = JSON.parse(readFileSync(join(out, 'clara/grade.json'), 'utf8')) as Grade;
  expect(clara.message).toContain('forged: no config');
  expect(readFileSync(join(out, 'clara/feedback.md'), 'utf8')).toContain('\\x3a:error::forged');
  // What was handed in is as it was.
  expect(readdirSync(join(folder, 'class/anna'))).toEqual(readdirSync('examples/student'));

  const before = statSync(join(out, 'anna/grade.json')).mtimeMs;
  rmSync(join(out, 'ben'), { recursive: true });
  const again = await ftpspec(...words, '--out', out);
  expect(again.out.match(/graded before/g)).toHaveLength(4);
  expect(statSync(join(out, 'anna/grade.json')).mtimeMs).toBe(before);

  const parts = [1, 2].map((index) => join(folder, `part-${index}`));
  for (const [at, part] of parts.entries()) expect((await ftpspec(...words, '--out', part, '--shard', `${at + 1}/2`)).code).toBe(0);
  const merged = join(folder, 'merged');
  const merge = await ftpspec('merge', ...parts, '--out', merged);
  expect([merge.code, merge.out]).toEqual([0, expect.stringContaining('5 submissions')]);
  for (const name of ['summary.csv', 'summary.json', 'summary.html']) expect(readFileSync(join(merged, name), 'utf8')).toBe(readFileSync(join(out, name), 'utf8'));
  expect((await ftpspec('merge', parts[0]!, merged, '--out', join(folder, 'twice'))).code).toBe(2);
}, 300_000);

test.concurrent('a list may say how each is started; mistakes in it are told', async () => {
  const list = join(folder, 'list.csv');
  writeFileSync(list, 'id,directory,spawn\r\n"zoe, the first",class/anna,python3 server.py {port} {root}\r\n');
  const bad = await ftpspec('grade', lab, '--submissions', list);
  expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('row 2: id an id holds letters')]);
  mkdirSync(join(folder, 'empty'));
  expect((await ftpspec('grade', lab, '--submissions', join(folder, 'empty'))).code).toBe(2);
}, 300_000);

test.concurrent('assignment init, validate and explain', async () => {
  const file = join(folder, 'new.yaml');
  expect((await ftpspec('assignment', 'init', file, '--from', 'cpsc-471')).code).toBe(0);
  expect((await ftpspec('assignment', 'init', file)).code).toBe(2);
  const valid = await ftpspec('assignment', 'validate', file);
  expect([valid.code, valid.out]).toEqual([0, expect.stringMatching(/new\.yaml: \d+ checks, 100 points/)]);
  writeFileSync(file, readFileSync(file, 'utf8').replace('points: 15', 'pionts: 15'));
  const invalid = await ftpspec('assignment', 'validate', file);
  expect([invalid.code, invalid.err]).toEqual([2, expect.stringMatching(/new\.yaml:12:5: there is no key "pionts" here/)]);
  expect((await ftpspec('assignment', 'explain', 'project-09')).out).toMatch(/7 {2}Logs in and out \(\d+ checks\)/);
}, 300_000);
