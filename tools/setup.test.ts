import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const INSTALLS = 'ftpspec: installing packages (npm ci)';
const BUILDS = 'ftpspec: building (npm run build)';

// A project of its own, without dependencies, whose build counts its runs.
let top: string;
beforeEach(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'ftpspec-setup-test-')));
  await cp(import.meta.dirname, join(top, 'tools'), { recursive: true });
  await mkdir(join(top, 'src'));
  await mkdir(join(top, 'tmp'));
  await writeFile(join(top, 'src', 'one.ts'), 'export const one = 1;\n');
  const named = { name: 'sample', version: '1.0.0' };
  const local = { name: 'local', version: '1.0.0' };
  await mkdir(join(top, 'local'));
  await writeFile(join(top, 'local', 'package.json'), JSON.stringify(local));
  const dependencies = { local: 'file:local' };
  const build = `node -e "fs.mkdirSync('dist',{recursive:true});fs.appendFileSync('dist/builds','x')"`;
  await writeFile(join(top, 'package.json'), JSON.stringify({ ...named, dependencies, scripts: { build } }));
  const packages = { '': { ...named, dependencies }, local, 'node_modules/local': { resolved: 'local', link: true } };
  await writeFile(join(top, 'package-lock.json'), JSON.stringify({ ...named, lockfileVersion: 3, requires: true, packages }));
});
afterEach(() => rm(top, { recursive: true, force: true }));

test('installs and builds once, then says nothing', async () => {
  expect(await setup()).toEqual([INSTALLS, BUILDS]);
  expect(await setup()).toEqual([]);
});

test('builds again when a source changes, not when a test does', async () => {
  await setup();
  await writeFile(join(top, 'src', 'one.test.ts'), 'changed');
  expect(await setup()).toEqual([]);
  await writeFile(join(top, 'src', 'one.ts'), 'export const one = 2;\n');
  expect(await setup()).toEqual([BUILDS]);
});

test('installs again when the lock file asks for another package', async () => {
  await setup();
  const lock = join(top, 'package-lock.json');
  await rm(join(top, 'node_modules'), { recursive: true });
  expect(await setup()).toEqual([INSTALLS]);
  await writeFile(lock, (await readFile(lock, 'utf8')).replaceAll('"local":{"name":"local","version":"1.0.0"}', '"local":{"name":"local","version":"1.0.1"}'));
  expect(await setup()).toContain(INSTALLS);
});

test('started twice at once, works once', async () => {
  const said = (await Promise.all([setup(), setup()])).flat();
  expect(said.filter((line) => line === INSTALLS)).toHaveLength(1);
  expect(await readFile(join(top, 'dist', 'builds'), 'utf8')).toBe('x');
});

test('a failed build is an error with its output, and is tried again', async () => {
  await setup();
  const manifest = join(top, 'package.json');
  const good = await readFile(manifest, 'utf8');
  await writeFile(manifest, JSON.stringify({ ...JSON.parse(good) as object, scripts: { build: 'echo what went wrong; exit 2' } }));
  await writeFile(join(top, 'src', 'one.ts'), 'broken');
  await expect(setup()).rejects.toThrow(/what went wrong[^]*ftpspec: the build failed/);
  await writeFile(manifest, good);
  expect(await setup()).toEqual([BUILDS]);
});

/** What tools/setup.mjs prints on standard output, by line. */
async function setup(): Promise<string[]> {
  const env = { ...process.env, TMPDIR: join(top, 'tmp'), npm_config_offline: 'true' };
  const { stdout } = await promisify(execFile)(process.execPath, [join(top, 'tools', 'setup.mjs')], { cwd: top, env });
  return stdout.split('\n').filter((line) => line !== '' && !line.includes('waiting'));
}
