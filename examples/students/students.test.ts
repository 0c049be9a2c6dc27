import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runFtpspec } from './run-ftpspec.ts';

const here = import.meta.dirname;
const out = mkdtempSync(join(tmpdir(), 'ftpspec-students-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** What each of them deserves: points by item, and the costliest mistakes. */
const DESERVED: Readonly<Record<string, { readonly items: readonly number[]; readonly causes: readonly string[] }>> = {
  python: { items: [20, 10, 0, 0, 20, 15, 0], causes: ['one-recv-one-line', 'leaves-the-root', 'no-reply-rnto'] },
  c: { items: [20, 10, 15, 10, 16, 10, 0], causes: ['leaves-the-root', 'no-truncation', 'one-send'] },
  java: { items: [20, 0, 3.75, 0, 20, 15, 10], causes: ['blocking-accept', 'lf-for-crlf'] },
  typescript: { items: [20, 10, 0, 10, 8, 10, 0], causes: ['decoded-as-text', 'one-recv-one-line', 'leaves-the-root'] },
};

const has = (program: string): boolean => spawnSync(program, ['-version'], { stdio: 'ignore' }).error === undefined;
const lacking = [...(has('javac') ? [] : ['java']), ...(has('cc') && has('make') ? [] : ['c']), ...(has('python3') ? [] : ['python'])];

test('the example servers get the points they deserve, with the mistakes worth mending first', { timeout: 120_000 }, async (context) => {
  const list = readFileSync(join(here, 'class.csv'), 'utf8').split('\n').filter((line) => !lacking.some((name) => line.startsWith(`${name},`)));
  const file = join(out, 'class.csv');
  writeFileSync(file, list.map((line, at) => (at === 0 || line === '' ? line : line.replace(/^(\w+),([^,]+)/, (_, id: string, directory: string) => `${id},${join(here, directory)}`))).join('\n'));
  const { code, output } = await runFtpspec(['grade', join(here, 'lab.yaml'), '--submissions', file, '--out', join(out, 'grades'), '--format', 'gradescope'], { PATH: `${join(here, '../../node_modules/.bin')}${delimiter}${process.env['PATH']}` });
  expect([code, output]).toEqual([0, expect.stringMatching(/\d of \d submissions/)]);
  const { submissions } = JSON.parse(readFileSync(join(out, 'grades/summary.json'), 'utf8')) as { submissions: { submission: string; items: { score: number }[]; causes: { id: string }[] }[] };
  for (const { submission, items, causes } of submissions) {
    expect([submission, items.map(({ score }) => score)]).toEqual([submission, DESERVED[submission]!.items]);
    expect(causes.map(({ id }) => id)).toEqual(expect.arrayContaining([...DESERVED[submission]!.causes]));
  }
  expect(readdirSync(join(out, 'grades/typescript')).sort()).toEqual(['feedback.html', 'feedback.md', 'grade.json', 'results.json']);
  if (lacking.length > 0) context.skip(`not graded, their tools are missing here: ${lacking.join(', ')}`);
  expect(submissions).toHaveLength(4);
});
