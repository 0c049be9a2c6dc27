import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const top = join(import.meta.dirname, '..');
let folder: string;
let installed = '';

/** The package as a stranger gets it: packed, and installed in an empty folder, from npm's cache where that is enough. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ftpspec-package-'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: top });
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ filename: string }];
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await run('npm', ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', join(folder, filename)], { cwd: folder }).catch((error: Error) => {
    // Without a registry and with an empty cache nobody can install it: CI has both.
    if (process.env['CI'] !== undefined) throw error;
    installed = error.message;
  });
}, 180_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('runs as `npx ftpspec`', { timeout: 60_000 }, async (context) => {
    if (installed !== '') return context.skip(`npm cannot install here: ${installed}`);
    const { stdout } = await run('npx', ['--no-install', 'ftpspec', 'check', '--reference', '--chapter', 'access', '--report', 'result.html'], { cwd: folder });
    expect(stdout).toMatch(/\d+ checks: \d+ pass/);
    expect(await readdir(folder)).toContain('result.html');
  });

  it('is a library', { timeout: 30_000 }, async (context) => {
    if (installed !== '') return context.skip(`npm cannot install here: ${installed}`);
    const { stdout } = await run('node', ['--input-type=module', '-e', "import * as all from 'ftpspec'; console.log(Object.keys(all).join())"], { cwd: folder });
    expect(stdout).toContain('catalog');
  });

  it('holds no tests, no faulty servers and no sources', async (context) => {
    if (installed !== '') return context.skip(`npm cannot install here: ${installed}`);
    const files = (await readdir(join(folder, 'node_modules/ftpspec'), { recursive: true })).filter((file) => !file.startsWith('spec'));
    expect(files.filter((file) => /\.test\.|broken|peers|bench|(?<!\.d)\.tsx?$/.test(file))).toEqual([]);
    // The texts that the census quotes are larger than all else in spec/.
    expect(await readdir(join(folder, 'node_modules/ftpspec/spec'))).not.toContain('sources');
  });
});
