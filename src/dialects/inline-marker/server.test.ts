import { once } from 'node:events';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ReferenceServer, type ServerOptions, type ServerParts } from '../../server/reference-server.ts';
import { served, type Served } from '../../server/served.ts';
import { inlineLength } from './inline-length.ts';
import { inlineMarker } from './inline-marker.ts';

const GREETING = '220 Service ready FTP Server Ready\r\n';
const READY = (name: string): string => `150 Entering transfer mode Ready to receive file: ${name}\r\nREADY_FOR_FILE\r\n`;
const STORED = '226 File status okay File received and saved successfully\r\n';

function start(options: Partial<ServerOptions> = {}, parts: Partial<ServerParts> = {}, kind = inlineMarker): Promise<Served> {
  return served(onTestFinished, options, { ...kind.parts, ...parts });
}

/** A connection that keeps all it receives. */
class Wire {
  text = '';
  readonly socket: Socket;
  readonly ended: Promise<unknown>;

  constructor({ server }: Served) {
    this.socket = connect({ ...server.address, allowHalfOpen: true, noDelay: true });
    this.socket.on('data', (chunk: Buffer) => { this.text += chunk.toString('latin1'); });
    this.socket.on('error', () => {});
    this.ended = once(this.socket, 'close').catch(() => {});
    this.socket.on('end', () => this.socket.end());
    onTestFinished(() => { this.socket.destroy(); });
  }

  /** Sends, and waits until all that was received ends in `ending`. */
  async say(bytes: string, ending: string): Promise<void> {
    this.socket.write(bytes, 'latin1');
    while (!this.text.endsWith(ending)) await once(this.socket, 'data', { signal: AbortSignal.timeout(10_000) });
  }
}

/** A store whose uploads fail to be written. */
function failing(code: string, errno: number): Pick<ServerParts, 'store'> {
  const write = (): Promise<void> => Promise.reject(Object.assign(new Error(code), { code, errno }));
  return {
    store: (store) => new Proxy(store, {
      get: (target, key) => {
        if (key === 'create') return async (path: string): Promise<unknown> => { const upload = await target.create(path); return upload.ok ? { ok: true, value: { path, write, commit: () => upload.value.commit(), abandon: () => upload.value.abandon() } } : upload; };
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }),
  };
}

describe('the inline-marker server', () => {
  it('says goodbye to idle clients, and spares transfers (INL-PRO-R40)', async () => {
    const place = await start({ idleLimit: 150 });
    const busy = new Wire(place);
    await busy.say('PUT kept\r\nFILE_START\r\nbegun', READY('kept'));
    const idle = new Wire(place);
    await idle.say('', '221 Goodbye Connection timed out due to inactivity\r\n');
    await idle.ended;
    await busy.say(' and ended FILE_END\r\n', STORED);
    expect(await readFile(join(place.root, 'kept'), 'latin1')).toBe('begun and ended ');
  });

  it('says goodbye to every client when it stops (INL-PRO-R41)', async () => {
    const place = await start();
    const wires = [new Wire(place), new Wire(place), new Wire(place)];
    await Promise.all(wires.map((wire) => wire.say('', GREETING)));
    await place.server.stop(0);
    await Promise.all(wires.map((wire) => wire.ended));
    expect(wires.map(({ text }) => text)).toEqual(wires.map(() => `${GREETING}221 Goodbye Server shutting down\r\n`));
  });

  it('stops in mid-upload too, and keeps nothing of it', async () => {
    const place = await start();
    const wire = new Wire(place);
    await wire.say('PUT cut\r\nFILE_START\r\nabc', READY('cut'));
    await place.server.stop(0);
    await wire.ended;
    expect(await readdir(place.root)).toEqual([]);
    expect(wire.text).toMatch(/451 Local error File transfer interrupted or incomplete\r\n$/);
  });

  it.each([['ENOSPC', -28, '451 Local error No room to store the file\r\n'], ['EIO', -5, '451 Local error The file could not be stored\r\n']])('reads on to the end marker when the disk says %s (INL-PRO-35)', async (code, errno, reply) => {
    const place = await start({}, failing(code, errno));
    const wire = new Wire(place);
    await wire.say('PUT lost\r\nFILE_START\r\nDEL x\r\n', READY('lost'));
    await wire.say('DEL y\r\nFILE_END\r\n', reply);
    await wire.say('SYST\r\n', `200 Command OK ftpspec inline-marker (${process.platform})\r\n`);
    expect(await readdir(place.root)).toEqual([]);
  });

  it('ends the connection of a download that becomes shorter, and never says FILE_END (INL-PRO-R23)', async () => {
    const place = await start();
    const size = 16 * 2 ** 20;
    await writeFile(join(place.root, 'large'), Buffer.alloc(size, 'x'));
    const wire = new Wire(place);
    await wire.say('', GREETING);
    wire.socket.write('GET large\r\n');
    await once(wire.socket, 'data');
    wire.socket.pause();
    await truncate(join(place.root, 'large'), 0);
    wire.socket.resume();
    await wire.ended;
    expect(wire.text).toContain(`Size: ${size} bytes\r\nFILE_START\r\nx`);
    expect(wire.text).not.toContain('FILE_END');
    expect(wire.text.length).toBeLessThan(size);
  });

  it('gives up an upload that stands still', async () => {
    const place = await start({ dataLimit: 100 });
    const wire = new Wire(place);
    await wire.say('PUT slow\r\nFILE_START\r\nabc', '451 Local error File transfer interrupted or incomplete\r\n');
    await wire.ended;
    expect(await readdir(place.root)).toEqual([]);
  });

  it('keeps commands and files apart that come in one flood, upload after upload', async () => {
    const place = await start();
    const wire = new Wire(place);
    const bodies = Array.from({ length: 20 }, (_, at) => `${at} `.repeat(40_000 + at));
    // All at once: each upload is begun in the midst of what the one before has read.
    await wire.say(bodies.map((body, at) => `PUT f${at}\r\nFILE_START\r\n${body}FILE_END\r\n`).join('') + 'SYST\r\n', `(${process.platform})\r\n`);
    for (const [at, body] of bodies.entries()) expect((await readFile(join(place.root, `f${at}`), 'latin1')) === body).toBe(true);
    expect(wire.text.split(STORED)).toHaveLength(21);
  });

  it('keeps them apart in mid-upload too, cut anywhere', async () => {
    const place = await start();
    const wire = new Wire(place);
    for (let cut = 1; cut < 40; cut += 3) {
      const stream = `FILE_START\r\n${'x'.repeat(70_000)}FILE_END\r\nSYST\r\nPUT b${cut}\r\nFILE_START\r\n`;
      await wire.say(`PUT a${cut}\r\n`, READY(`a${cut}`));
      wire.socket.write(stream.slice(0, -cut), 'latin1');
      await new Promise(setImmediate);
      await wire.say(`${stream.slice(-cut)}abcFILE_END\r\n`, STORED);
      await wire.say('SYST\r\n', `(${process.platform})\r\n`);
      expect(await readFile(join(place.root, `b${cut}`), 'latin1')).toBe('abc');
      expect((await readFile(join(place.root, `a${cut}`))).length).toBe(70_000);
    }
  });

  it('serves a client that has ended its own side', async () => {
    const place = await start();
    const wire = new Wire(place);
    wire.socket.end('PUT a\r\nFILE_START\r\nhello\nFILE_END\r\nGET a\r\n');
    await wire.ended;
    expect(wire.text).toBe(`${GREETING}${READY('a')}${STORED}150 Entering transfer mode File: a\r\nSize: 6 bytes\r\nFILE_START\r\nhello\nFILE_END\r\n`);
  });

  it('holds no more of a flood than it may', async () => {
    const place = await start();
    await writeFile(join(place.root, 'large'), Buffer.alloc(32 * 2 ** 20));
    const wire = new Wire(place);
    await wire.say('', GREETING);
    wire.socket.write('GET large\r\n');
    await once(wire.socket, 'data');
    wire.socket.pause();
    const lines = Buffer.from('STAT\r\n'.repeat(10_000));
    let sent = 0;
    while (wire.socket.writableLength < 2 ** 20 && sent < 2000) { wire.socket.write(lines); sent += 1; await new Promise(setImmediate); }
    // The server has stopped to read long before all was sent.
    expect(sent).toBeLessThan(2000);
    const other = new Wire(place);
    await other.say('SYST\r\n', `(${process.platform})\r\n`);
  });

  it('has after a restart what was stored before', async () => {
    const place = await start();
    await new Wire(place).say('PUT kept\r\nFILE_START\r\nabcFILE_END\r\n', STORED);
    await place.server.stop(0);
    const again = await ReferenceServer.start({ root: place.root }, inlineMarker.parts);
    onTestFinished(() => again.stop(0));
    const wire = new Wire({ ...place, server: again });
    await wire.say('GET kept\r\n', 'FILE_START\r\nabcFILE_END\r\n');
    expect(wire.text).toContain('Size: 3 bytes\r\n');
  });

  it('refuses names that no line can carry', async () => {
    const place = await start();
    const wire = new Wire(place);
    await wire.say('PUT a\rb\r\n', '501 Syntax error in parameters A name holds neither CR nor NUL\r\n');
    await wire.say('[shutting down]\r\n', '502 Command not implemented\r\n');
    expect(await readdir(place.root)).toEqual([]);
  });
});

describe('the inline-length server', () => {
  it('stores a file that holds the end marker', async () => {
    const place = await start({}, {}, inlineLength);
    const wire = new Wire(place);
    await wire.say('PUT a\r\nSize: 16 bytes\r\nFILE_START\r\nabFILE_END\r\nSYSTFILE_END\r\n', STORED);
    expect(await readFile(join(place.root, 'a'), 'latin1')).toBe('abFILE_END\r\nSYST');
  });
});
