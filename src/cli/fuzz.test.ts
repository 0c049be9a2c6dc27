import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ftpspec } from './ftpspec-process.ts';

it('fuzz searches, goes on where it stopped, reports, and its coverage can be drawn', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ftpspec-fuzz-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const log = join(folder, 'run.ndjson');
  const words = ['fuzz', '--reference', '--corpus', join(folder, 'corpus'), '--timeout', '20000', '--report', log, join(folder, 'run.sarif'), '--runs'];
  const first = await ftpspec(...words, '15', '--seed', '4');
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toMatch(/15 scenarios, .* of \d+ states, \d+ of \d+ transitions, findings 0\nnothing found/);
  const second = await ftpspec(...words, '25');
  expect(second.out).toMatch(/seed 4, after 15 scenarios/);
  expect(second.out).toMatch(/: 10 scenarios/);
  expect(JSON.parse(readFileSync(join(folder, 'run.sarif'), 'utf8')).runs[0].results).toEqual([]);
  expect(readdirSync(join(folder, 'corpus', 'seeds')).length).toBeGreaterThan(3);
  const drawn = await ftpspec('draw', '--coverage', log, '--format', 'json', '-o', join(folder, 'covered.json'));
  expect(drawn.out).toMatch(/not visited: \d+ of \d+ states/);
});

it('replay plays a finding, and says what is no finding', { timeout: 60_000 }, async () => {
  const played = await ftpspec('replay', 'fuzz/regressions/spaces-before-an-argument.json', '--reference', '--timeout', '20000');
  expect(played).toMatchObject({ code: 0, err: '' });
  expect(played.out).toMatch(/Nothing is wrong with that\.\ndoes not show/);
  expect(await ftpspec('replay', 'package.json', '--reference')).toMatchObject({ code: 2 });
  expect(await ftpspec('fuzz', '--reference', '--protocol', 'length-resume')).toMatchObject({ code: 2 });
});
