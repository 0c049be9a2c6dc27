import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ReferenceServer } from '../../server/reference-server.ts';
import { served } from '../../server/served.ts';
import { EphemeralPortClient } from './client.ts';
import { ephemeralPort, ephemeralPortLines } from './ephemeral-port.ts';

interface Address { readonly host: string; readonly port: number }

async function open({ host, port }: Address): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true });
  onTestFinished(() => { socket.destroy(); });
  await once(socket, 'connect');
  return socket;
}

/** What comes until the text matches. */
async function until(socket: Socket, wanted: RegExp): Promise<string> {
  let text = '';
  while (!wanted.test(text)) text += String((await once(socket, 'data'))[0]);
  return text;
}

/** Has the server answer another client, so that it has had its turn. */
async function turn(address: Address): Promise<void> {
  const socket = await open(address);
  socket.write('get nothing');
  await until(socket, /not found/);
  socket.destroy();
}

const start = (options = {}) => served(onTestFinished, options, ephemeralPort.parts);
const portOf = (text: string): number => Number(/(\d{5})$/.exec(text)?.[1]);

describe('limits of ephemeral-port', () => {
  it('a name that is cut', async () => {
    const { server, root } = await start();
    await writeFile(join(root, 'name'), 'text');
    const socket = await open(server.address);
    socket.write('get na');
    await turn(server.address);
    socket.write('me');
    expect(await until(socket, /command/)).toBe('FAILURE: File not foundERROR: Invalid command');
    // Lines cure it.
    const lines = await served(onTestFinished, {}, ephemeralPortLines.parts);
    await writeFile(join(lines.root, 'name'), 'text');
    const cured = await open(lines.server.address);
    cured.write('get na');
    cured.write('me\n');
    expect(await until(cured, /PORT \d+\n/)).toMatch(/^SUCCESS\nDATA_PORT \d{5}\n$/);
  });

  it('a glued name', async () => {
    const { server, root } = await start();
    await writeFile(join(root, 'a'), 'text');
    const socket = await open(server.address);
    socket.write('get als');
    expect(await until(socket, /not found/)).toBe('FAILURE: File not found');
  });

  it('glued words', async () => {
    const { server, root } = await start();
    await writeFile(join(root, 'a'), 'text');
    const socket = await open(server.address);
    socket.pause();
    socket.write('get a');
    for (let count = 0; count < 3; count += 1) await turn(server.address);
    const arrival = once(socket, 'data');
    socket.resume();
    expect(String((await arrival)[0])).toMatch(/^SUCCESSDATA_PORT \d{5}$/);
  });

  it('ports in five digits', async () => {
    const { server, root } = await start({ passivePorts: [9000, 9999] });
    await writeFile(join(root, 'a'), 'text');
    const socket = await open(server.address);
    socket.write('get a');
    expect(await until(socket, /\d{5}$/)).toMatch(/^SUCCESSDATA_PORT 09\d{3}$/);
  });

  it('a listing in pieces', async () => {
    const { server, root } = await start();
    const names = Array.from({ length: 1000 }, (_, at) => `${at}-`.padEnd(200, 'n'));
    await Promise.all(names.map((name) => writeFile(join(root, name), '')));
    const socket = await open(server.address);
    socket.write('ls');
    const [first] = (await once(socket, 'data')) as [Buffer];
    // The first receive looks like a listing, and nothing says that it is none.
    expect(first.toString().split('\n').length).toBeLessThan(1000);
    let all = first.toString();
    while (all.length < names.join('\n').length) all += String((await once(socket, 'data'))[0]);
    expect(all.split('\n').sort()).toEqual(names.sort());
  });

  it('a cut upload', async () => {
    const { server, root } = await start();
    const socket = await open(server.address);
    socket.write('put a');
    const data = await open({ ...server.address, port: portOf(await until(socket, /\d{5}$/)) });
    data.end('half of the fi');
    expect(await until(socket, /SUCCESS/)).toBe('UPLOAD SUCCESS');
    expect(await readFile(join(root, 'a'), 'utf8')).toBe('half of the fi');
  });

  it('a confirmation without a file', async () => {
    const { server, root } = await start();
    await writeFile(join(root, 'a'), Buffer.alloc(8 * 2 ** 20));
    const socket = await open(server.address);
    socket.write('get a');
    const data = await open({ ...server.address, port: portOf(await until(socket, /\d{5}$/)) });
    data.resetAndDestroy();
    socket.write('FILE(S) RECEIVEDls');
    expect(await until(socket, /a/)).toBe('a');
  });

  it('keeps names that would forge a listing, and unfinished uploads, out of it', async () => {
    const { server, root } = await start();
    await writeFile(join(root, 'two\nlines'), '');
    await writeFile(join(root, 'one'), '');
    const uploading = await open(server.address);
    uploading.write('put half');
    await open({ ...server.address, port: portOf(await until(uploading, /\d{5}$/)) });
    const socket = await open(server.address);
    socket.write('ls');
    expect(await until(socket, /./)).toBe('one');
  });
});

describe('ephemeral-port', () => {
  it('a restart', async () => {
    const root = await mkdtemp(join(tmpdir(), 'ftpspec-restart-'));
    const local = await mkdtemp(join(tmpdir(), 'ftpspec-restart-'));
    onTestFinished(async () => { for (const path of [root, local]) await rm(path, { recursive: true, force: true }); });
    await writeFile(join(local, 'mine'), 'text');
    const first = await ReferenceServer.start({ root }, ephemeralPort.parts);
    const client = await EphemeralPortClient.connect({ ...first.address, quiet: 50 });
    await client.put(join(local, 'mine'), 'kept');
    await first.stop(0);
    const second = await ReferenceServer.start({ root }, ephemeralPort.parts);
    onTestFinished(() => second.stop(0));
    const again = await EphemeralPortClient.connect({ ...second.address, quiet: 50 });
    onTestFinished(() => again.destroy());
    expect(await again.list()).toEqual(['kept']);
    expect(await again.get('kept', join(local, 'back'))).toBe(4);
    expect((await readdir(local)).sort()).toEqual(['back', 'mine']);
  });
});
