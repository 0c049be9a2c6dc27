import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReferenceServer } from '../../src/server/reference-server.ts';
import { REFERENCE_TLS } from '../reference-tls.ts';
import { TESTED_SETTINGS } from '../tested-settings.ts';
import type { StartedTestee } from '../start-testee.ts';
import { TESTER } from './credentials.ts';
import type { Fault, LineFault } from './fault.ts';

/** Starts a faulty server on a free loopback port, with a directory of its own. */
export async function startBroken(fault: Pick<Fault, 'parts' | 'config' | 'line'>): Promise<StartedTestee> {
  const root = await mkdtemp(join(tmpdir(), 'ftpspec-broken-'));
  const parts = fault.parts?.() ?? {};
  const account = fault.config?.users?.find(({ name }) => name === TESTER.user)?.account;
  const begin = (): Promise<ReferenceServer> => ReferenceServer.start({ root, port: 0, users: [{ name: TESTER.user, password: TESTER.password, readOnly: false }], ...TESTED_SETTINGS, tls: parts.protocol === undefined || parts.protocol.name === 'ftp' ? REFERENCE_TLS : null, ...fault.config }, parts);
  let server = await begin();
  // Somewhere else, as another program may have taken the old port meanwhile.
  const restart = async (): Promise<boolean> => {
    await server.stop(0);
    server = await begin();
    return true;
  };
  const proxy = fault.line === undefined ? null : await startProxy(() => server.address.port, fault.line);
  return {
    testee: { host: '127.0.0.1', get port() { return proxy?.port ?? server.address.port; }, root, restart, ...TESTER, ...(account !== undefined && { account }) },
    greeting: null,
    exited: () => null,
    ending: async () => null,
    restart: null,
    stop: async () => {
      proxy?.stop();
      await server.stop(0);
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Passes control connections on to the server, spoiling their bytes. Data connections do not come through here. */
async function startProxy(target: () => number, faulty: () => LineFault): Promise<{ port: number; stop: () => void }> {
  const sockets = new Set<Socket>();
  const proxy = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const server = connect({ host: '127.0.0.1', port: target(), allowHalfOpen: true, noDelay: true });
    const { toServer, toClient } = faulty();
    pass(client, server, toServer);
    pass(server, client, toClient);
    for (const socket of [client, server]) { sockets.add(socket); socket.once('close', () => sockets.delete(socket)); }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    port: (proxy.address() as AddressInfo).port,
    stop: () => {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function pass(from: Socket, to: Socket, change: ((chunk: Buffer) => Buffer | null) | undefined): void {
  from.on('data', (chunk: Buffer) => {
    const bytes = change === undefined ? chunk : change(chunk);
    if (bytes === null) { from.destroy(); to.destroy(); } else if (bytes.length > 0 && to.writable) to.write(bytes);
  });
  from.on('end', () => to.end());
  from.on('error', () => to.destroy());
  from.on('close', () => to.destroySoon());
}
