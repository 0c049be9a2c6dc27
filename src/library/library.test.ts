import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { check, grade, renderGrade, serve } from '../index.ts';

const folder = mkdtempSync(join(tmpdir(), 'ftpspec-library-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('serve and check: the reference server conforms to what it was made from', async () => {
  const server = await serve({ root: folder, users: [{ name: 'u', password: 'p', readOnly: false }] });
  try {
    const seen: string[] = [];
    const { conforms, checks, end } = await check({ address: server, user: 'u', password: 'p', root: folder, select: { checks: ['access/logs-in', 'transfer/pasv-upload'] }, onRecord: ({ type }) => seen.push(type) });
    expect([conforms, checks.map(({ verdict }) => verdict), end.reason]).toEqual([true, ['pass', 'pass'], 'complete']);
    expect(seen).toEqual(['run', 'check', 'check', 'end']);
  } finally {
    await server.stop();
  }
}, 30_000);

test('check refuses what it cannot understand', async () => {
  await expect(check({})).rejects.toMatchObject({ code: 'USAGE' });
  await expect(check({ reference: true, protocol: 'minimal-fpt' })).rejects.toMatchObject({ code: 'UNKNOWN_NAME', hint: 'Did you mean minimal-ftp?' });
  await expect(check({ reference: true, select: { verbs: ['RETRR'] } })).rejects.toMatchObject({ code: 'UNKNOWN_NAME' });
});

test('grade: points and causes of a submission', async () => {
  const assignment = join(folder, 'a.yaml');
  writeFileSync(assignment, 'name: Lab\nitems: [{ name: Paths, points: 2, checks: [files/pwd-names-what-cwd-takes, access/logs-in-and-out] }]\n');
  const result = await grade({ assignment, directory: 'examples/student', spawn: 'python3 server.py {port} {root}' });
  expect(result).toMatchObject({ status: 'graded', score: 1, max: 2, submission: 'student', causes: [{ id: 'pwd-without-quotes', lost: 1 }] });
  expect(renderGrade(result, 'markdown')).toContain('What to mend first');
}, 60_000);
