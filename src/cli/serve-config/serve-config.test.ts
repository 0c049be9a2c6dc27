import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Dialogue } from '../../server/dialogue.ts';
import { formatHash, hashPassword } from '../../server/password-hash.ts';
import { ftpspec, startFtpspec } from '../ftpspec-process.ts';

// Each start of the program costs seconds of a processor that others want too.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ftpspec-config-'));
  await mkdir(join(folder, 'home'));
  await writeFile(join(folder, 'home', 'mine'), 'x');
  await writeFile(join(folder, 'ftpspec.yaml'), `
port: 1                    # taken by no test: the command line says another
root: .
users:
  - { name: ann, password: '${formatHash(await hashPassword('hidden'))}', root: home, read-only: true }
limits: { login-delay: 0.3, failures-per-address: 2 }
`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('serves by a file; options take precedence, and users of both may come in', async () => {
  const server = startFtpspec('serve', '--config', join(folder, 'ftpspec.yaml'), '--port', '0', '--user', 'bob:secret');
  try {
    const [, port] = await server.until(/listening on 127\.0\.0\.1:(\d+)\nusers: ann \(reads only\), bob\n/);
    const address = { host: '127.0.0.1', port: Number(port) };
    const ann = await Dialogue.connect(address);
    await ann.reply();
    await ann.ask('USER ann');
    const began = performance.now();
    expect(await ann.ask('PASS wrong')).toMatch(/^530/);
    expect(performance.now() - began).toBeGreaterThan(290);
    await ann.ask('USER ann');
    expect(await ann.ask('PASS hidden')).toMatch(/^230/);
    expect(await ann.ask('MDTM mine')).toMatch(/^213/);
    expect(await ann.ask('DELE mine')).toMatch(/^550/);
    await ann.ask('USER ann');
    expect(await ann.ask('PASS wrong')).toMatch(/^530/);
    const bob = await Dialogue.connect(address);
    expect((await bob.reply()).code).toBe(421);
    ann.destroy();
    bob.destroy();
  } finally {
    server.signal('SIGTERM');
    await server.ended;
  }
});

test('tells the line of a mistake, with the exit code of wrong use', async () => {
  const file = join(folder, 'wrong.yaml');
  await writeFile(file, 'root: .\nlimts: {}\n');
  expect(await ftpspec('serve', '--config', file)).toMatchObject({ code: 2, err: expect.stringContaining(`${file}:2:1: there is no key "limts" here`) });
});
