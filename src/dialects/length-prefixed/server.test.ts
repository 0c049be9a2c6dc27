import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ReferenceServer, type ServerOptions, type ServerParts } from '../../server/reference-server.ts';
import { formatHead } from './answer.ts';
import { lengthPrefixed, lengthPrefixedParts } from './length-prefixed.ts';
import { formatRequest } from './request-reader.ts';

async function serve(options: Partial<ServerOptions> = {}, parts: Partial<ServerParts> = lengthPrefixed.parts) {
  const root = await mkdtemp(join(tmpdir(), 'ftpspec-length-'));
  const server = await ReferenceServer.start({ root, ...options }, parts);
  const sockets: Socket[] = [];
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await server.stop(0);
    await rm(root, { recursive: true, force: true });
  });
  const connect = async (): Promise<Socket> => {
    const socket = createConnection({ ...server.address, allowHalfOpen: true });
    socket.on('error', () => {});
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  };
  const get = async (name: string | Buffer): Promise<Buffer> => {
    const socket = await connect();
    socket.write(formatRequest(name));
    const answer = await buffer(socket);
    socket.end();
    return answer;
  };
  return { root, server, connect, get };
}

const whole = (name: string, body: Buffer): Buffer => Buffer.concat([formatHead({ name: Buffer.from(name), size: BigInt(body.length), checksum: createHash('md5').update(body).digest('hex') }), body]);

/** Log lines as objects. */
function logging() {
  const lines: Record<string, unknown>[] = [];
  return { lines, log: pino({ level: 'debug' }, { write: (line) => { lines.push(JSON.parse(line) as Record<string, unknown>); } }) };
}

describe('the server', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 3_000_000])('answers with a file of %i bytes and closes', async (size) => {
    const { root, get } = await serve();
    const body = Buffer.alloc(size, 'abc\r\n');
    await writeFile(join(root, 'ein ☃.bin'), body);
    expect((await get('ein ☃.bin')).equals(whole('ein ☃.bin', body))).toBe(true);
  });

  it.each([
    ['an empty name', '', 'The name is empty.'],
    ['a missing file', 'missing', 'File unavailable: no such file or directory.'],
    ['a directory', 'sub', 'File unavailable: not a plain file.'],
    ['the directory above', '..', 'File unavailable: not a plain file.'],
    ['a file above', '../../etc/passwd', 'File unavailable: no such file or directory.'],
    ['a NUL', 'a\0b', 'The name holds a NUL.'],
    ['a name in no known letters', Buffer.from([0xff]), 'The name is not UTF-8.'],
    ['4096 bytes', 'x'.repeat(4096), 'File unavailable: a name is longer than 255 bytes.'],
    ['4097 bytes', 'x'.repeat(4097), 'The name is longer than 4096 bytes; a request is its length in four bytes, then the name.'],
  ])('refuses %s', async (_, name, text) => {
    const { root, get } = await serve();
    await mkdir(join(root, 'sub'));
    expect((await get(name)).toString()).toBe(`ERROR ${text}`);
  });

  it('has port 9999 unless told otherwise, and serves IPv6', async () => {
    expect(lengthPrefixed.port).toBe(9999);
    const { root, get, server } = await serve({ host: '::1' });
    expect(server.address.host).toBe('::1');
    await writeFile(join(root, 'f'), 'six');
    expect(await get('f')).toEqual(whole('f', Buffer.from('six')));
  });

  it('refuses what it cannot read', async () => {
    const { root, get } = await serve({}, { ...lengthPrefixed.parts, store: (store) => new Proxy(store, { get: (target, key) => (key === 'openRead' ? async () => ({ ok: false, reason: 'not permitted', detail: 'permission denied' }) : (Reflect.get(target, key) as () => unknown).bind(target)) }) });
    await writeFile(join(root, 'f'), 'x');
    expect((await get('f')).toString()).toBe('ERROR File unavailable: permission denied.');
  });

  it('logs each tenth of a download, with the name of the connection', async () => {
    const { lines, log } = logging();
    const { root, connect } = await serve({ log }, lengthPrefixedParts({ block: 4096 }));
    await writeFile(join(root, 'f'), Buffer.alloc(100 * 4096));
    const socket = await connect();
    const { localPort } = socket;
    socket.write(formatRequest('f'));
    await buffer(socket);
    socket.end();
    const progress = lines.filter((line) => line['percent'] !== undefined);
    expect(progress.map((line) => line['percent'])).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(new Set(progress.map((line) => line['connection']))).toEqual(new Set([`127.0.0.1:${localPort}`]));
    expect(lines.every((line) => typeof line['level'] === 'number' && typeof line['time'] === 'number')).toBe(true);
  });

  it('sends no faster than its rate', async () => {
    const { root, get } = await serve({}, lengthPrefixedParts({ block: 1000, rate: 20_000 }));
    await writeFile(join(root, 'f'), Buffer.alloc(5000));
    const began = performance.now();
    expect(await get('f')).toHaveLength(5000 + 2 + 4 + 1 + 8 + 32);
    expect(performance.now() - began).toBeGreaterThan(190);
  });

  it('turns a client away when it serves as many as it takes', async () => {
    const { root, connect, get } = await serve({ sessionLimit: 1 });
    await writeFile(join(root, 'f'), 'x');
    await connect();
    expect((await get('f')).toString()).toMatch(/^ERROR The server serves as many clients as it takes/);
  });

  it('ends a connection on which no whole request comes', async () => {
    const { connect } = await serve({ idleLimit: 50 });
    const socket = await connect();
    socket.write(formatRequest('half').subarray(0, 6));
    expect((await buffer(socket)).toString()).toBe('ERROR No whole request came in time.');
  });

  it('gives up on a client that takes nothing', async () => {
    const { lines, log } = logging();
    const { root, connect, server } = await serve({ dataLimit: 100, log });
    await writeFile(join(root, 'f'), Buffer.alloc(16 * 2 ** 20));
    const socket = await connect();
    socket.pause();
    socket.write(formatRequest('f'));
    await expect.poll(() => lines.find((line) => line['reason'] === 'stalled'), { timeout: 10_000 }).toBeDefined();
    expect(server.statistics.transfers.failed).toBe(1);
  });

  it('declares what is there and sends no more of a file that grows', async () => {
    const { root, connect } = await serve();
    const body = Buffer.alloc(16 * 2 ** 20, 'z');
    await writeFile(join(root, 'f'), body);
    const socket = await connect();
    socket.write(formatRequest('f'));
    await once(socket, 'readable');
    await appendFile(join(root, 'f'), 'more');
    expect((await buffer(socket)).equals(whole('f', body))).toBe(true);
  });

  it('ends early when the file becomes shorter', async () => {
    const { lines, log } = logging();
    const { root, connect } = await serve({ log }, lengthPrefixedParts({ block: 4096, rate: 100_000 }));
    await writeFile(join(root, 'f'), Buffer.alloc(2 ** 20, 'z'));
    const socket = await connect();
    socket.write(formatRequest('f'));
    await once(socket, 'readable');
    await truncate(join(root, 'f'), 8192);
    expect((await buffer(socket)).length).toBeLessThan(2 ** 20);
    expect(lines.some((line) => line['reason'] === 'file shorter')).toBe(true);
  });
});

describe('stopping', () => {
  it('tells clients that have not asked, and lets downloads end within the grace period', async () => {
    const { root, connect, server } = await serve();
    const body = Buffer.alloc(16 * 2 ** 20, 'z');
    await writeFile(join(root, 'f'), body);
    const [idle, busy] = [await connect(), await connect()];
    busy.write(formatRequest('f'));
    await once(busy, 'readable');
    const stopped = server.stop(20_000);
    expect((await buffer(idle)).toString()).toBe('ERROR The server ends.');
    expect((await buffer(busy)).equals(whole('f', body))).toBe(true);
    idle.end();
    busy.end();
    await stopped;
  });

  it.each([['', false], [', even when the client has ended its side', true]])('cuts downloads that outlast it%s', async (_, halfOpen) => {
    const { root, connect, server } = await serve();
    await writeFile(join(root, 'f'), Buffer.alloc(16 * 2 ** 20, 'z'));
    const socket = await connect();
    socket.write(formatRequest('f'));
    if (halfOpen) socket.end();
    await once(socket, 'readable');
    await server.stop(50);
    expect(server.statistics.transfers).toMatchObject({ sent: 0, failed: 1 });
  });

  it('does not compute a checksum for a client that is gone', async () => {
    const { root, connect, server } = await serve();
    await writeFile(join(root, 'f'), '');
    await truncate(join(root, 'f'), 2 ** 31);
    const socket = await connect();
    socket.write(formatRequest('f'));
    await expect.poll(() => server.statistics.sessions).toBe(1);
    socket.resetAndDestroy();
    const began = performance.now();
    await server.stop(0);
    expect(performance.now() - began).toBeLessThan(1500);
  });

  it('cuts a download that begins only then', async () => {
    const stops: Promise<void>[] = [];
    const { root, connect, server } = await serve({}, {
      ...lengthPrefixed.parts,
      conditions: { ...lengthPrefixed.parts.conditions, 'cannot be read': (session, asked) => {
        stops.push(server.stop(0));
        return new Promise((resolve) => { setTimeout(() => resolve(lengthPrefixed.parts.conditions!['cannot be read']!(session, asked)), 50); });
      } },
    });
    await writeFile(join(root, 'f'), Buffer.alloc(16 * 2 ** 20, 'z'));
    const socket = await connect();
    socket.pause();
    socket.write(formatRequest('f'));
    await expect.poll(() => stops.length).toBe(1);
    await stops[0];
    expect(server.statistics.transfers).toMatchObject({ sent: 0, failed: 1 });
  });
});
