import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ControlConnection } from '../client/control-connection.ts';
import { Transcript } from '../client/transcript.ts';
import { TEST_CERTIFICATE, TEST_KEY } from '../user-client/tls-fixture.ts';
import { ftpspec, startFtpspec } from './ftpspec-process.ts';

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'ftpspec-serve-tls-')); });
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Who the server is and what it says first. */
async function meet(port: number): Promise<{ fingerprint: string; greeting: string }> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  const [greeting] = (await once(socket, 'data')) as [Buffer];
  const fingerprint = socket.getPeerX509Certificate()!.fingerprint256;
  socket.destroy();
  return { fingerprint, greeting: greeting.toString() };
}

test('makes a certificate at its first start and keeps it', async () => {
  vi.stubEnv('XDG_DATA_HOME', folder);
  const met: Awaited<ReturnType<typeof meet>>[] = [];
  for (const words of ['made now and kept', 'kept']) {
    const server = startFtpspec('serve', '--port', '0', '--tls-port', '0', '--root', folder, '--user', 'a:b');
    try {
      const [, port] = await server.until(new RegExp(`listening on 127\\.0\\.0\\.1:(\\d+) \\(TLS from the start\\)\\ncertificate: self-signed, ${words} in .*tls\\.pem`));
      met.push(await meet(Number(port)));
    } finally {
      server.signal('SIGTERM');
      await server.ended;
    }
  }
  expect(met[0]!.greeting).toMatch(/^220 /);
  expect(met[1]!.fingerprint).toBe(met[0]!.fingerprint);
  expect((await stat(join(folder, 'ftpspec', 'tls.pem'))).mode & 0o077).toBe(0);
});

test('says what is wrong with a certificate, and with options that mean nothing', async () => {
  const [good, bad] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  await writeFile(good, TEST_CERTIFICATE);
  await writeFile(bad, TEST_KEY.slice(0, 100));
  const serve = (...words: string[]) => ftpspec('serve', '--port', '0', '--root', folder, ...words);
  expect(await serve('--tls-cert', good, '--tls-key', bad)).toMatchObject({ code: 2, err: expect.stringContaining('cannot use the TLS certificate') });
  expect(await serve('--tls-cert', good)).toMatchObject({ code: 2, err: expect.stringContaining('go together') });
  expect(await serve('--tls-ccc')).toMatchObject({ code: 2, err: expect.stringContaining('Add --tls') });
});

// With client and server in one process the farewell could not come before the server is ready for it: of a hundred one came too early for it.
test('a session stands when TLS is taken off it, however soon the client says farewell to TLS', async () => {
  vi.stubEnv('XDG_DATA_HOME', folder);
  const server = startFtpspec('serve', '--port', '0', '--root', folder, '--user', 'tester:secret', '--tls', '--max-sessions-per-address', '100', '--log-level', 'silent');
  try {
    const port = Number((await server.until(/listening on 127\.0\.0\.1:(\d+)\n/))[1]);
    const ends: string[] = [];
    const visitor = async (): Promise<void> => { while (ends.length < 500) ends.push(await uncovered(port)); };
    await Promise.all(Array.from({ length: 25 }, visitor));
    expect([...new Set(ends)]).toEqual(['234,220,true,200']);
  } finally {
    server.signal('SIGKILL');
  }
}, 60_000);

/** What a session under TLS hears that ends TLS by REIN and goes on in clear. */
async function uncovered(port: number): Promise<string> {
  const control = await ControlConnection.open({ host: '127.0.0.1', port, timeout: 20_000, transcript: new Transcript(), session: 1 });
  const ask = async (line: string): Promise<number> => {
    control.send(line);
    const arrival = await control.reply();
    return arrival.kind === 'reply' ? arrival.reply.code : 0;
  };
  await control.reply();
  const begun = await ask('AUTH TLS');
  await control.secure();
  const codes = [begun, await ask('REIN'), await control.uncover(), await ask('NOOP')];
  control.destroy();
  return codes.join();
}
