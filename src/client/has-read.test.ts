import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, it } from 'vitest';
import { hasRead } from './has-read.ts';

const LOOPBACK = ['127.0.0.1', '::1'].filter((host) => Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === host)));

it.runIf(process.platform === 'linux').each(LOOPBACK)('tells whether the other end has read what was sent to %s', async (host) => {
  const server = createServer({ pauseOnConnect: true }).listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connect(port, host);
  const [peer] = await once(server, 'connection') as [Socket];
  try {
    if (client.connecting) await once(client, 'connect');
    expect(hasRead(client.localPort!, port)).toBe(true);
    await new Promise((resolve) => { client.write('unread', resolve); });
    expect(hasRead(client.localPort!, port)).toBe(false);
    const read = once(peer, 'data');
    peer.resume();
    await read;
    expect(hasRead(client.localPort!, port)).toBe(true);
  } finally {
    client.destroy();
    peer.destroy();
    server.close();
  }
});

it('takes a connection that it cannot see for read', async () => {
  expect(hasRead(1, 1)).toBe(true);
});
