import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { served } from '../served.ts';
import { present, run, type Ran } from './program.ts';

const CONTENT = Buffer.from(Array.from({ length: 300_000 }, (_, n) => n % 251));

/** A server with a file and a directory, and curl to talk to it from a directory of its own. */
async function prepared(): Promise<{ root: string; here: string; curl: (path: string, ...args: string[]) => Promise<Ran> }> {
  const { server, root } = await served(onTestFinished);
  const here = await mkdtemp(join(tmpdir(), 'ftpspec-curl-'));
  onTestFinished(() => rm(here, { recursive: true, force: true }));
  await writeFile(join(root, 'file.bin'), CONTENT);
  await mkdir(join(root, 'directory'));
  const { port } = server.address;
  const curl = (path: string, ...args: string[]): Promise<Ran> =>
    run('curl', ['--silent', '--show-error', '--verbose', '--max-time', '10', '--noproxy', '*', '--user', 'tester:secret', ...args, `ftp://127.0.0.1:${port}/${path}`], here);
  return { root, here, curl };
}

describe.skipIf(!present('curl'))('curl', () => {
  it('lists a directory in detail and by names', async () => {
    const { curl } = await prepared();
    const detailed = await curl('');
    expect(detailed.code).toBe(0);
    expect(detailed.stdout.toString()).toMatch(/^-.* 300000 .* file\.bin\r?$/m);
    expect(detailed.stdout.toString()).toMatch(/^d.* directory\r?$/m);
    const names = await curl('', '--list-only');
    expect(names.stdout.toString().trim().split(/\r?\n/).sort()).toEqual(['directory', 'file.bin']);
  });

  it.each([
    ['an extended passive connection', [], 'EPSV'],
    ['a passive connection', ['--disable-epsv'], 'PASV'],
    ['an extended active connection', ['--ftp-port', '-'], 'EPRT'],
    ['an active connection', ['--ftp-port', '-', '--disable-eprt'], 'PORT'],
  ])('downloads over %s', async (_, args, verb) => {
    const { curl } = await prepared();
    const { code, stdout, stderr } = await curl('file.bin', ...args);
    expect(code).toBe(0);
    expect(stdout.equals(CONTENT)).toBe(true);
    expect(stderr).toContain(`> ${verb}`);
    expect(stderr).toContain('< 226');
  });

  it('uploads, appends and creates directories', async () => {
    const { curl, root, here } = await prepared();
    await writeFile(join(here, 'part'), CONTENT);
    expect((await curl('a/b/new', '--upload-file', 'part', '--ftp-create-dirs')).code).toBe(0);
    expect((await readFile(join(root, 'a/b/new'))).equals(CONTENT)).toBe(true);
    expect((await curl('a/b/new', '--upload-file', 'part', '--append')).code).toBe(0);
    expect((await readFile(join(root, 'a/b/new'))).equals(Buffer.concat([CONTENT, CONTENT]))).toBe(true);
  });

  it('resumes a download and an upload', async () => {
    const { curl, root, here } = await prepared();
    await writeFile(join(here, 'down'), CONTENT.subarray(0, 100_000));
    const down = await curl('file.bin', '--continue-at', '-', '--output', 'down');
    expect(down.code).toBe(0);
    expect(down.stderr).toContain('> REST 100000');
    expect((await readFile(join(here, 'down'))).equals(CONTENT)).toBe(true);
    await writeFile(join(root, 'up'), CONTENT.subarray(0, 50_000));
    await writeFile(join(here, 'up'), CONTENT);
    expect((await curl('up', '--upload-file', 'up', '--continue-at', '-')).code).toBe(0);
    expect((await readFile(join(root, 'up'))).equals(CONTENT)).toBe(true);
  });

  it('downloads a range and aborts the rest', async () => {
    const { curl } = await prepared();
    const { code, stdout } = await curl('file.bin', '--range', '1000-1999');
    expect(code).toBe(0);
    expect(stdout.equals(CONTENT.subarray(1000, 2000))).toBe(true);
  });

  it('converts lines in TYPE A', async () => {
    const { curl, root } = await prepared();
    await writeFile(join(root, 'text'), 'one\ntwo\n');
    expect((await curl('text', '--use-ascii')).stdout.toString()).toMatch(/^one\r?\ntwo\r?\n$/);
  });

  it('sends quoted commands before and after a transfer', async () => {
    const { curl, root } = await prepared();
    const { code, stderr } = await curl('file.bin', '--quote', 'RNFR file.bin', '--quote', 'RNTO moved', '--quote', 'RNFR moved', '--quote', 'RNTO file.bin', '--quote', '-MKD after', '--output', 'x');
    expect(code).toBe(0);
    expect(stderr).toContain('< 257 "/after" created.');
    expect((await readFile(join(root, 'file.bin'))).equals(CONTENT)).toBe(true);
  });

  it('shows size and time of a file', async () => {
    const { curl } = await prepared();
    const { stdout } = await curl('file.bin', '--head');
    expect(stdout.toString()).toMatch(/Last-Modified: .*GMT/);
    expect(stdout.toString()).toMatch(/Content-Length: 300000/);
  });

  it('reports what is missing and who may not enter', async () => {
    const { curl } = await prepared();
    expect((await curl('missing')).code).toBe(78);
    expect((await curl('missing/', '--list-only')).code).toBe(9);
    expect((await curl('', '--user', 'tester:wrong')).code).toBe(67);
  });
});
