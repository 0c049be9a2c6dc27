import { readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Dialogue } from './dialogue.ts';
import { served } from './served.ts';

/** Bytes that are really in use. */
function memory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The files below a directory that this process holds open: clients and server are one process here. */
async function openFiles(root: string): Promise<string[]> {
  const links = await Promise.all((await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return links.filter((target) => target.startsWith(`${root}/`));
}

/** Waits until something holds, looking at it every few milliseconds; false after fifteen seconds. */
async function comes(holds: () => boolean | Promise<boolean>): Promise<boolean> {
  for (let turn = 0; turn < 1500; turn++) {
    if (await holds()) return true;
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
  return false;
}

/** Reads nothing and writes until the peer takes no more, and returns how many writes were made; the last ones wait. */
async function writeUntilStuck({ socket }: Dialogue, bytes: Buffer): Promise<number> {
  socket.pause();
  for (let writes = 1; writes * bytes.length < 64 * 2 ** 20; writes++) {
    const taken = await Promise.race([
      new Promise<boolean>((resolve) => { socket.write(bytes, () => resolve(true)); }),
      new Promise<boolean>((resolve) => { setTimeout(() => resolve(false), 1000); }),
    ]);
    if (!taken) return writes;
  }
  throw new Error('the server took 64 MiB of commands without an answer being read');
}

describe('a flood of commands', () => {
  it('of a hundred thousand is answered one by one', async () => {
    const { session } = await served(onTestFinished);
    const client = await session();
    const before = client.replies.length;
    client.socket.write('NOOP\r\n'.repeat(100_000));
    expect(await client.ask('SYST')).toMatch(/^200/);
    expect(await comes(() => client.replies.length === before + 100_001)).toBe(true);
    const codes = new Set(client.replies.slice(before, -1).map(({ code }) => code));
    expect([...codes]).toEqual([200]);
    expect(client.replies.at(-1)!.code).toBe(215);
  });

  it('that nobody reads the answers of stops being read, and is answered to the last once somebody does', async () => {
    const { session, server } = await served(onTestFinished);
    const [client, other] = [await session(), await session()];
    // The refusal names the path, so that what is sent and what is answered fill their buffers alike.
    const line = Buffer.from(`STAT ${'x'.repeat(4000)}\r\n`);
    const before = memory();
    const sent = await writeUntilStuck(client, Buffer.concat(Array.from({ length: 10 }, () => line))) * 10;
    const answered = server.statistics.commands;
    expect(sent).toBeGreaterThan(answered);
    expect(memory() - before).toBeLessThan(48 * 2 ** 20);
    expect(await other.ask('NOOP')).toMatch(/^200/);
    expect(server.statistics.commands).toBe(answered + 1);
    client.socket.resume();
    expect(await comes(() => client.replies.length === 3 + sent)).toBe(true);
  }, 40_000);

  it('of Telnet options that nobody reads the refusals of stops being read', async () => {
    const { session } = await served(onTestFinished);
    const [client, other] = [await session(), await session()];
    await writeUntilStuck(client, Buffer.alloc(60_000, Buffer.from([0xff, 0xfd, 0x18])));
    expect(await other.ask('NOOP')).toMatch(/^200/);
    client.socket.resume();
    expect(await client.ask('NOOP')).toMatch(/^200/);
  }, 40_000);

  it('that nobody reads ends at the idle limit', async () => {
    let closed = false;
    const log = pino({}, { write: (line: string) => { closed ||= line.includes('"msg":"closed"'); } });
    const { connect } = await served(onTestFinished, { idleLimit: 300, log });
    const client = await connect();
    client.socket.pause();
    client.socket.write('HELP\r\n'.repeat(50_000));
    expect(await comes(() => closed)).toBe(true);
    client.socket.resume();
    await client.end();
    expect(client.replies.length).toBeLessThan(50_000);
  });
});

describe('two hundred clients at once', () => {
  it('each upload and download their own file', async () => {
    const { session, root, server } = await served(onTestFinished);
    const names = Array.from({ length: 200 }, (_, n) => `file-${n}`);
    const content = (name: string): Buffer => Buffer.from(`${name}\n`.repeat(2000));
    await Promise.all(names.map(async (name) => {
      const client = await session();
      await client.ask('TYPE I');
      const up = await client.passive();
      client.send(`STOR ${name}`);
      up.end(content(name));
      up.resume();
      expect(await client.codes(2)).toEqual([150, 226]);
      const down = await client.passive();
      client.send(`RETR ${name}`);
      expect((await buffer(down)).equals(content(name))).toBe(true);
      down.end();
      expect(await client.codes(2)).toEqual([150, 226]);
      expect(await client.ask('QUIT')).toMatch(/^221/);
      client.socket.end();
    }));
    expect(server.statistics.transfers).toEqual({ sent: 200, received: 200, listed: 0, failed: 0 });
    for (const name of names) expect((await readFile(join(root, name))).equals(content(name))).toBe(true);
  }, 60_000);
});

describe('a client that vanishes', () => {
  const verbs = ['STOR new', 'APPE old', 'STOU', 'RETR large', 'LIST', 'MLSD'];

  it.each(verbs)('in the middle of %s leaves no temporary file and nothing open', async (line) => {
    const { session, root } = await served(onTestFinished);
    await writeFile(join(root, 'old'), 'old');
    await writeFile(join(root, 'large'), Buffer.alloc(8 * 2 ** 20));
    const before = await readdir(root);
    const client = await session();
    const data = await client.passive();
    data.pause();
    client.send(line);
    expect((await client.reply()).code).toBe(150);
    if (/^STO|^APPE/.test(line)) data.write(Buffer.alloc(100_000, 'y'));
    client.socket.resetAndDestroy();
    data.resetAndDestroy();
    expect(await comes(async () => (await openFiles(root)).length === 0 && (await readdir(root)).length === before.length)).toBe(true);
    expect((await readFile(join(root, 'old'))).toString()).toBe('old');
    expect(await (await session()).ask('NOOP')).toMatch(/^200/);
  });

  it.each(verbs)('right after sending %s leaves nothing either, at whatever moment', async (line) => {
    const { session, root } = await served(onTestFinished);
    await writeFile(join(root, 'old'), 'old');
    await writeFile(join(root, 'large'), Buffer.alloc(1000));
    const before = await readdir(root);
    await Promise.all(Array.from({ length: 40 }, async (_, n) => {
      const client = await session();
      const data = n % 2 === 0 ? await client.passive() : null;
      client.send(line);
      // From at once to after some turns of the loop, in which the server asks its conditions and opens its file.
      for (let turn = 0; turn < n; turn++) await new Promise(setImmediate);
      client.socket.resetAndDestroy();
      data?.destroy();
    }));
    const gone = async (): Promise<boolean> => (await openFiles(root)).length === 0 && !(await readdir(root)).some((name) => name.endsWith('.part'));
    expect(await comes(gone)).toBe(true);
    // An upload whose empty data connection was closed in order is a whole, empty file.
    const uploads = line.startsWith('STO') ? (name: string): boolean => name.startsWith('new') || name.startsWith('file.') : (): boolean => false;
    expect((await readdir(root)).filter((name) => !uploads(name))).toEqual(before);
    expect(await (await session()).ask('NOOP')).toMatch(/^200/);
  });
});
