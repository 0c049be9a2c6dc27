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
  expect(searched).toMatchObject({ code: 0, err: '' });
  expect(searched.out).toMatch(/fuzzing a client of ftp, seed 12[^]*: 2 days .*, findings 0\nnothing found/);
  expect(JSON.parse(readFileSync(report, 'utf8')).runs[0].results).toEqual([]);
  const file = join(folder, 'finding.json');
  const call = { call: 'access', password: 'right', secure: false };
  writeFileSync(file, JSON.stringify({ ftpspec: 'client finding', title: '120 is taken for the end', key: null, scenario: { habits: ['logins/120-first'], tricks: [], calls: [call] } }));
  const shown = await ftpspec('fuzz-client', '--replay', file);
  expect(shown.code).toBe(1);
  expect(shown.out).toMatch(/120 Service ready soon[^]*rule {6}FTP-CLI-R1: .*[^]*\nshows: 120 is taken for the end\n$/);
  expect(await ftpspec('fuzz-client', '--replay', 'package.json')).toMatchObject({ code: 2 });
});
