import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embedTestee, type StartedTestee } from '../conformance/start-testee.ts';

const top = join(import.meta.dirname, '..');
const readme = await readFile(join(top, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/```console\n\$ npx ftpspec (.*)\n([\s\S]*?)```/g)].map(([, command, output]) => ({ command: command!, output: output! }));

let server: StartedTestee;
let scratch: string;
beforeAll(async () => {
  server = await embedTestee({ user: 'tester', password: 'secret' }, null);
  scratch = await mkdtemp(join(tmpdir(), 'ftpspec-readme-'));
});
afterAll(async () => {
  await server.stop();
  await rm(scratch, { recursive: true, force: true });
});

/** Runs `ftpspec …` from the sources, as the README's reader does from the package. */
function ftpspec(command: string): Promise<string> {
  const here = command.replace('127.0.0.1:2121', `127.0.0.1:${server.testee.port}`).replace('--report ', `--report ${scratch}/`);
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', `exec '${process.execPath}' --import tsx src/cli/main.ts ${here}`], { cwd: top, env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { output += chunk.toString(); });
    child.once('close', () => resolve(output));
  });
}

/** Ports, times and places differ from run to run. */
const plain = (line: string): string => line.replace(/127\.0\.0\.1:\d+/g, 'HOST').replace(/\([\d.]+ m?s\)/, '(TIME)').replace(/ \(spec\/.*\)$/, '').trimEnd();

describe('the README', () => {
  it.each(blocks)('shows what `ftpspec $command` prints', { timeout: 60_000 }, async ({ command, output }) => {
    const real = (await ftpspec(command)).split('\n').map(plain);
    let at = 0;
    for (const line of output.trimEnd().split('\n').filter((shown) => shown !== '…').map(plain)) {
      const found = real.findIndex((seen, index) => index >= at && (seen === line || seen.startsWith(`${line}  `)));
      expect(found, `"${line}" after line ${at} of:\n${real.join('\n')}`).toBeGreaterThanOrEqual(at);
      at = found + 1;
    }
  });

  it('links only to what is there', () => {
    const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => link!);
    expect(links.filter((link) => !existsSync(join(top, link)))).toEqual([]);
  });

  it('names only options that exist', { timeout: 60_000 }, async () => {
    const help = (await Promise.all(['check', 'check-client', 'fuzz-client', 'coverage', 'draw', 'fuzz', 'get', 'grade', 'replay', 'serve'].map((command) => ftpspec(`${command} --help`)))).join('');
    const options = new Set([...readme.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([option]) => option));
    expect([...options].filter((option) => !['--dir'].includes(option) && !help.includes(option))).toEqual([]);
  });
});
