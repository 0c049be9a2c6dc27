import { once } from 'node:events';
import { createServer, connect, type AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { claimPort } from './claimed-port.ts';
import { spawnTestee } from './start-testee.ts';

it('gives the same port for a seed when nobody has it, another one meanwhile', async () => {
  const first = await claimPort('a seed of this test');
  const second = await claimPort('a seed of this test');
  expect(second.port).not.toBe(first.port);
  await Promise.all([first.release(), second.release()]);
  const third = await claimPort('a seed of this test');
  onTestFinished(() => third.release());
  expect([first.port, second.port]).toContain(third.port);
});

it('passes over a port where somebody listens', async () => {
  const first = await claimPort('another seed of this test');
  await first.release();
  const server = createServer().listen(first.port, '127.0.0.1');
  onTestFinished(() => { server.close(); });
  await once(server, 'listening');
  const second = await claimPort('another seed of this test');
  onTestFinished(() => second.release());
  expect(second.port).not.toBe((server.address() as AddressInfo).port);
});

/** Closes its connections first and sets no SO_REUSEADDR, as Python's sockets do by default. */
const PLAIN_SERVER = `
import socket, sys
s = socket.socket()
s.bind(('127.0.0.1', int(sys.argv[1])))
s.listen(5)
while True:
    c, _ = s.accept()
    c.sendall(b'220 ready\\r\\n')
    c.close()
`;

it('lets a server without SO_REUSEADDR start again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ftpspec-port-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'server.py'), PLAIN_SERVER);
  const started = await spawnTestee(`python3 '${join(folder, 'server.py')}' {port}`, { user: 'u', password: 'p' }, null, 5000);
  onTestFinished(() => started.stop());
  for (let turn = 0; turn < 3; turn += 1) {
    const socket = connect(started.testee.port, '127.0.0.1').resume();
    await once(socket, 'close');
    expect(await started.restart!()).toBe(true);
  }
});
