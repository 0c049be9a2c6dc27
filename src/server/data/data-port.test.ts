import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect as dial, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { DataPort, type DataPortOptions, type Opened } from './data-port.ts';
import { mayConnectTo } from './may-connect-to.ts';
import { plainAddress } from './plain-address.ts';

const LOCAL = { peer: '127.0.0.1', local: '127.0.0.1' };

function portFor(options: Partial<DataPortOptions> = {}): DataPort {
  const port = new DataPort({ ...LOCAL, ...options });
  onTestFinished(() => port.close());
  return port;
}

async function listening(port: DataPort, options: Partial<Parameters<DataPort['passive']>[0]> = {}): Promise<number> {
  const opened = await port.passive({ family: 4, address: '127.0.0.1', ...options });
  if (!opened.ok) throw new Error(opened.reason);
  return opened.port;
}

async function client(port: number, from = '127.0.0.1', to = '127.0.0.1'): Promise<Socket> {
  const socket = dial({ host: to, port, localAddress: from });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

async function listener(host = '127.0.0.1'): Promise<{ server: Server; port: number }> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    onClose.push(() => socket.destroy());
  });
  server.listen(0, host);
  await once(server, 'listening');
  onClose.push(() => server.close());
  return { server, port: (server.address() as { port: number }).port };
}

/** Another process connects and resets while this one cannot take the connection. */
function connectAndReset(port: number): void {
  execFileSync('python3', ['-c', `
import socket, struct
s = socket.create_connection(('127.0.0.1', ${port}))
s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
s.close()`]);
}

function socketOf(opened: Opened): Socket {
  if (!opened.ok) throw new Error(opened.reason);
  return opened.socket;
}

async function text(socket: Socket): Promise<string> {
  let all = '';
  for await (const chunk of socket) all += String(chunk);
  return all;
}

const onClose: (() => void)[] = [];

/** Waits until this process holds no socket, no listener and no connection under way; fails at the deadline. */
async function nothingOpen(): Promise<void> {
  const open = () => process.getActiveResourcesInfo().filter((kind) => kind.startsWith('TCP'));
  for (const limit = Date.now() + 5000; open().length > 0 && Date.now() < limit;) await new Promise(setImmediate);
  expect(open()).toEqual([]);
}

afterEach(() => {
  for (const close of onClose.splice(0)) close();
});

describe('a passive port', () => {
  it.each(['before', 'after'])('takes a client that connects %s the transfer command', async (when) => {
    const port = portFor();
    const number = await listening(port);
    const early = when === 'before' ? await client(number) : null;
    const opening = port.open(5000);
    const peer = early ?? await client(number);
    const socket = socketOf(await opening);
    peer.end('hello');
    expect(await text(socket)).toBe('hello');
  });

  it('keeps what the client sent before leaving', async () => {
    const port = portFor();
    const peer = await client(await listening(port));
    peer.end('all of it');
    await once(peer, 'finish');
    expect(await text(socketOf(await port.open(5000)))).toBe('all of it');
  });

  it('survives a client that connects and resets before the transfer', async () => {
    const port = portFor();
    const peer = await client(await listening(port));
    peer.resetAndDestroy();
    await once(peer, 'close');
    const opened = await port.open(5000);
    const socket = opened.ok ? opened.socket.resume() : null;
    if (socket?.destroyed === false) await new Promise((resolve) => socket.once('close', resolve));
    expect(socket?.destroyed ?? true).toBe(true);
  });

  it('knows within moments that a connection was reset before it could be taken', async () => {
    const port = portFor();
    connectAndReset(await listening(port));
    const socket = socketOf(await port.open(60_000));
    if (!socket.destroyed) await new Promise((resolve) => socket.resume().once('close', resolve));
    expect(socket.destroyed).toBe(true);
  });

  it('takes the connection that comes after one that was reset before it could be taken', async () => {
    const port = portFor();
    const number = await listening(port);
    connectAndReset(number);
    const peer = await client(number);
    peer.end('hello');
    expect(await text(socketOf(await port.open(5000)))).toBe('hello');
  });

  it('takes exactly one connection and stops to listen', async () => {
    const port = portFor();
    const number = await listening(port);
    await client(number);
    socketOf(await port.open(5000));
    await expect(client(number)).rejects.toThrow('ECONNREFUSED');
    expect(await port.open(100)).toEqual({ ok: false, reason: 'no port' });
  });

  it('closes a stranger at once, tells of it, and still serves the client', async () => {
    const strangers: string[] = [];
    const port = portFor({ onStranger: (address) => strangers.push(address) });
    const number = await listening(port, { address: '0.0.0.0' });
    const thief = await client(number, '127.0.0.2');
    thief.resume();
    await once(thief, 'close');
    await client(number);
    expect(socketOf(await port.open(5000)).remoteAddress).toBe('127.0.0.1');
    expect(strangers).toEqual(['127.0.0.2']);
  });

  it('listens within a range and says when it is used up', async () => {
    const { server, port: free } = await listener();
    server.close();
    await once(server, 'close');
    const [one, two] = [portFor(), portFor()];
    expect(await listening(one, { ports: [free, free] })).toBe(free);
    expect(await two.passive({ family: 4, address: '127.0.0.1', ports: [free, free] })).toEqual({ ok: false, reason: 'no free port' });
  });

  it('forgets the first listener when asked again', async () => {
    const port = portFor();
    const first = await listening(port);
    const second = await listening(port);
    await expect(client(first)).rejects.toThrow('ECONNREFUSED');
    await client(second);
    socketOf(await port.open(5000));
  });

  it('works over IPv6, and takes IPv4 peers shown as mapped', async () => {
    const six = portFor({ peer: '::1', local: '::1' });
    await client(await listening(six, { family: 6, address: '::1' }), '::1', '::1');
    expect(socketOf(await six.open(5000)).remoteAddress).toBe('::1');
    const mapped = portFor({ peer: '::ffff:127.0.0.1', local: '::ffff:127.0.0.1' });
    await client(await listening(mapped, { address: '::ffff:127.0.0.1' }));
    socketOf(await mapped.open(5000));
    const dual = portFor();
    await client(await listening(dual, { family: 6, address: '::' }));
    socketOf(await dual.open(5000));
  });
});

describe('an active port', () => {
  it('connects from the control connection’s address, again and again', async () => {
    const { server, port: number } = await listener();
    const port = portFor({ local: '127.0.0.3' });
    port.active({ address: '127.0.0.1', port: number });
    for (let i = 0; i < 2; i += 1) {
      const arrived = once(server, 'connection');
      expect(socketOf(await port.open(5000)).localAddress).toBe('127.0.0.3');
      expect((await arrived as [Socket])[0].remoteAddress).toBe('127.0.0.3');
    }
  });

  it('starts at the wanted port where it can, and at any other where not', async () => {
    const spare = await listener();
    spare.server.close();
    await once(spare.server, 'close');
    const { port: number } = await listener();
    const port = portFor({ localDataPort: spare.port });
    port.active({ address: '127.0.0.1', port: number });
    expect(socketOf(await port.open(5000)).localPort).toBe(spare.port);
    // The same pair of ports again: taken by the connection just opened.
    expect(socketOf(await port.open(5000)).localPort).not.toBe(spare.port);
  });

  it('goes to the default port when nothing else was said, and back to it after close', async () => {
    const [first, second] = [await listener(), await listener()];
    const port = portFor({ defaultPort: first.port });
    expect(socketOf(await port.open(5000)).remotePort).toBe(first.port);
    port.active({ address: '127.0.0.1', port: second.port });
    expect(socketOf(await port.open(5000)).remotePort).toBe(second.port);
    port.close();
    expect(socketOf(await port.open(5000)).remotePort).toBe(first.port);
  });

  it('works over IPv6', async () => {
    const { port: number } = await listener('::1');
    const port = portFor({ peer: '::1', local: '::1' });
    port.active({ address: '::1', port: number });
    expect(socketOf(await port.open(5000)).remoteFamily).toBe('IPv6');
  });

  it('tells that nobody listens, and looks no names up', async () => {
    const { server, port: number } = await listener();
    server.close();
    await once(server, 'close');
    const port = portFor();
    port.active({ address: '127.0.0.1', port: number });
    expect(await port.open(5000)).toEqual({ ok: false, reason: 'unreachable' });
    port.active({ address: 'localhost', port: number });
    expect(await port.open(5000)).toEqual({ ok: false, reason: 'unreachable' });
  });
});

describe('waiting ends', () => {
  it('at the deadline', async () => {
    const port = portFor();
    const number = await listening(port);
    expect(await port.open(20)).toEqual({ ok: false, reason: 'timed out' });
    await expect(client(number)).rejects.toThrow('ECONNREFUSED');
  });

  it('when aborted, before and during', async () => {
    const port = portFor();
    await listening(port);
    expect(await port.open(5000, AbortSignal.abort())).toEqual({ ok: false, reason: 'aborted' });
    await listening(port);
    const abort = new AbortController();
    const opening = port.open(5000, abort.signal);
    abort.abort();
    expect(await opening).toEqual({ ok: false, reason: 'aborted' });
  });

  it('when the port is closed, with everything gone', async () => {
    await nothingOpen();
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    const port = portFor();
    const peers = [await client(await listening(port))];
    const socket = socketOf(await port.open(5000));
    await listening(port);
    const opening = port.open(5000);
    port.close();
    expect(await opening).toEqual({ ok: false, reason: 'closed' });
    expect(socket.destroyed).toBe(true);
    await listening(port);
    const pending = port.passive({ family: 4, address: '127.0.0.1' });
    port.close();
    expect(await pending).toEqual({ ok: false, reason: 'no free port' });
    // A client that was accepted and never served.
    peers.push(await client(await listening(port)));
    port.close();
    for (const peer of peers) peer.destroy();
    await nothingOpen();
    expect(timers()).toBeLessThanOrEqual(before);
  });
});

it.each([
  ['127.0.0.1', 1024, '127.0.0.1', true], ['127.0.0.1', 65535, '::ffff:127.0.0.1', true], ['::FFFF:7f00:1', 5000, '127.0.0.1', true],
  ['0:0:0:0:0:0:0:1', 5000, '::1', true], ['127.0.0.1', 1023, '127.0.0.1', false], ['127.0.0.2', 5000, '127.0.0.1', false],
  ['::1', 5000, '127.0.0.1', false], ['localhost', 5000, 'localhost', false], ['', 5000, '', false], ['127.0.0.1', 65536, '127.0.0.1', false],
])('mayConnectTo %s port %i for a client at %s is %s', (address, port, peer, allowed) => {
  expect(mayConnectTo({ address, port }, peer)).toBe(allowed);
});

it('plainAddress drops zones and nothing else', () => {
  expect(plainAddress('fe80::1%eth0')).toBe('fe80::1');
  expect(plainAddress('1.2.3.4')).toBe('1.2.3.4');
  expect(plainAddress('1.2.3')).toBeNull();
});
