import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ftpspec } from './ftpspec-process.ts';

it('fuzz-client searches basic-ftp, reports, and plays a finding again', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ftpspec-fuzz-client-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const report = join(folder, 'run.sarif');
  const searched = await ftpspec('fuzz-client', 'basic-ftp', '--seed', '12', '--runs', '2', '--generator', 'legal', '--corpus', join(folder, 'found'), '--report', report);
  // What the two days are depends on the bank of legal servers, and some of those basic-ftp does not bear.
  const findings = Number(/fuzzing a client of ftp, seed 12[^]*: 2 days .*, findings (\d+)/.exec(searched.out)![1]);
  expect(searched).toMatchObject({ code: findings === 0 ? 0 : 1, err: '' });
  expect(searched.out.includes('nothing found')).toBe(findings === 0);
  expect(JSON.parse(readFileSync(report, 'utf8')).runs[0].results).toHaveLength(findings);
  const file = join(folder, 'finding.json');
  const call = { call: 'access', password: 'right', secure: false };
  writeFileSync(file, JSON.stringify({ ftpspec: 'client finding', title: '120 is taken for the end', key: null, scenario: { habits: ['logins/120-first'], tricks: [], calls: [call] } }));
  const shown = await ftpspec('replay', file);
  expect(shown.code).toBe(1);
  expect(shown.out).toMatch(/120 Service ready soon[^]*rule {6}FTP-CLI-R1: .*[^]*\nshows: 120 is taken for the end\n$/);
  expect(await ftpspec('fuzz-client', '--replay', 'package.json')).toMatchObject({ code: 2 });
});

it('replay plays a finding of a client with the command that is named, and says which options are of no use', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ftpspec-replay-client-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'finding.json');
  writeFileSync(file, JSON.stringify({ ftpspec: 'client finding', title: 'it tells nobody', key: null, scenario: { habits: [], tricks: [], calls: [{ call: 'access', password: 'right', secure: false }, { call: 'download', path: 'missing', startAt: 0 }] } }));
  const [honest, idle, refused, server, written, shell] = await Promise.all([
    ftpspec('replay', file),
    ftpspec('replay', file, '--spawn-get', 'true {host} {port} {name}'),
    ftpspec('replay', file, '--reference'),
    ftpspec('replay', 'fuzz/regressions/rename-given-up.json', '--spawn-get', 'true'),
    ftpspec('replay', file, '--export', 'python'),
    ftpspec('replay', file, '--export', 'shell'),
  ]);
  expect(honest).toMatchObject({ code: 0, out: expect.stringMatching(/RETR missing[^]*\nNothing is wrong with that\.\ndoes not show: it tells nobody\n$/) });
  expect(idle).toMatchObject({ code: 1, out: expect.stringMatching(/rule {6}FTP-CLI-R11[^]*succeeds without a command for it\nshows: it tells nobody\n$/) });
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('--reference is of no use') });
  expect(server).toMatchObject({ code: 2, err: expect.stringContaining('is a finding of a server') });
  expect(written).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^#!\/usr\/bin\/env python3\n# it tells nobody\n/) });
  expect(shell).toMatchObject({ code: 2, err: expect.stringContaining('a shell cannot be its server') });
});
