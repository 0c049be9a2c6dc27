import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const project = fileURLToPath(new URL('..', import.meta.url));
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ftpspec-generate-'));
  await cp(join(project, 'src/spec/fixtures'), join(root, 'spec'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

function generate(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/generate.ts', ...args, root], { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => { said.out += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { said.err += chunk.toString(); });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

it('writes the generated file, then finds it current, then stale', async () => {
  expect(await generate('--check')).toEqual({ code: 1, out: '', err: 'src/generated/mini.ts is stale: it is not what spec/mini says; run `npm run generate`\n' });
  expect(await generate()).toEqual({ code: 0, out: 'src/generated/mini.ts: 12 rules, 2 requirements, 2 examples\n', err: '' });
  expect(await generate('--check')).toEqual({ code: 0, out: '', err: '' });
  const chapter = join(root, 'spec/mini/1-session.md');
  await writeFile(chapter, (await readFile(chapter, 'utf8')).replace('What?', 'Pardon?'));
  expect(await generate('--check')).toMatchObject({ code: 1 });
}, 60_000);

it('names the file and line of every problem and writes nothing', async () => {
  const chapter = join(root, 'spec/mini/2-files.md');
  await writeFile(chapter, (await readFile(chapter, 'utf8')).replace('| 550 | – | MUST |', '| 550 | – | must |').replace('FTP-FIL-R1', 'FTP-FIL-1'));
  const { code, err } = await generate();
  expect(code).toBe(1);
  expect(err.split('\n')).toEqual([
    'spec/mini/2-files.md:6: the level of FTP-FIL-2 is MUST, SHOULD, MAY, HABIT, not `must`',
    'spec/mini/2-files.md:13: there is another id `FTP-FIL-1` at spec/mini/2-files.md:5',
    'spec/mini/2-files.md:13: `FTP-FIL-1` is no id: one reads `FTP-ABC-R1`',
    'spec/mini has 3 problems; src/generated/mini.ts was not written',
    '',
  ]);
  await expect(readFile(join(root, 'src/generated/mini.ts'))).rejects.toThrow('ENOENT');
}, 60_000);
