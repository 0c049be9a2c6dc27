import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dialectPlace, PLAIN, speak } from './dialect-place.ts';

const STORING = ['minimal-ftp', 'inline-marker', 'inline-length', 'ephemeral-port', 'ephemeral-port-lines'];
const FETCHING = [...STORING, 'length-prefixed', 'length-resume'];
const BODY = Buffer.alloc(2_500_000, 'The quick brown fox\r\n\0');
const LARGE = Buffer.alloc(32 << 20, 'x');

const VERIFIED: Readonly<Record<string, string>> = { 'length-prefixed': `MD5 ${createHash('md5').update(LARGE).digest('hex')}`, 'length-resume': `SHA-256 ${createHash('sha256').update(LARGE).digest('hex')}` };

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ftpspec-here-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A server that greets, if it has something to say, and notes all that it gets. */
async function recording(greeting: string): Promise<{ port: number; heard: () => string }> {
  let heard = '';
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.write(greeting);
    socket.on('data', (chunk: Buffer) => { heard += chunk.toString('latin1'); });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, heard: () => heard };
}

describe.each(STORING)('%s', (protocol) => {
  test('brings files there and back, whatever their names, and lists them', async () => {
    const { files, root, local } = await dialectPlace(protocol, onTestFinished);
    for (const [name, body] of [['empty', Buffer.alloc(0)], ['with space.bin', BODY], ['größe', Buffer.from('a\r\nb')]] as const) {
      await writeFile(join(local, 'mine'), body);
      const seen: number[] = [];
      expect(await files.put(join(local, 'mine'), name, { ...PLAIN, progress: (done) => { seen.push(done); } })).toMatchObject({ size: body.length });
      expect(seen.at(-1) ?? 0).toBe(body.length);
      expect(body.equals(await readFile(join(root, name)))).toBe(true);
      expect(await files.get(name, join(local, name), PLAIN)).toMatchObject({ size: body.length, resumedAt: 0 });
      expect(body.equals(await readFile(join(local, name)))).toBe(true);
    }
    expect((await files.list('', PLAIN.signal)).map(({ name }) => name).sort()).toEqual(['empty', 'größe', 'with space.bin']);
    expect((await readdir(local)).sort()).toEqual(['empty', 'größe', 'mine', 'with space.bin']);
  });

  test('says nothing of a local file that is missing', async () => {
    const { port, heard } = await recording(protocol.startsWith('ephemeral') ? '' : '220 hello\r\n');
    const here = await folder();
    const files = await speak(protocol, port);
    await expect(files.put(join(here, 'missing'), 'x', PLAIN)).rejects.toMatchObject({ code: 'LOCAL_FILE', message: expect.stringContaining('it does not exist') });
    await expect(files.put(here, 'x', PLAIN)).rejects.toMatchObject({ code: 'LOCAL_FILE' });
    await expect(files.get('x', join(here, 'no', 'where'), PLAIN)).rejects.toMatchObject({ code: 'LOCAL_FILE' });
    expect(heard()).toBe('');
  });

  test('an interrupted upload leaves nothing on the server, and the next command works', async () => {
    const { files, root, local } = await dialectPlace(protocol, onTestFinished);
    await writeFile(join(local, 'large'), LARGE);
    const abort = new AbortController();
    await expect(files.put(join(local, 'large'), 'large', { ...PLAIN, signal: abort.signal, progress: (done) => { if (done > 0) abort.abort(); } })).rejects.toMatchObject({ code: 'ABORTED' });
    expect(files.open).toBe(true);
    await writeFile(join(local, 'small'), 'small');
    await files.put(join(local, 'small'), 'small', PLAIN);
    expect((await files.list('', PLAIN.signal)).map(({ name }) => name)).toEqual(['small']);
    expect(await readdir(root)).toEqual(expect.not.arrayContaining(['large']));
  });
});

describe.each(FETCHING)('%s', (protocol) => {
  test('says why the server refuses, keeps the local file of that name, and goes on', async () => {
    const { files, root, local } = await dialectPlace(protocol, onTestFinished);
    await writeFile(join(root, 'there'), 'there');
    await writeFile(join(local, 'mine'), 'mine');
    await expect(files.get('missing', join(local, 'mine'), PLAIN)).rejects.toMatchObject({ code: 'REFUSED', transient: false, message: expect.stringMatching(/^the server refused: /) });
    expect([await readFile(join(local, 'mine'), 'utf8'), await readdir(local)]).toEqual(['mine', ['mine']]);
    await files.get('there', join(local, 'there'), PLAIN);
    expect(await readFile(join(local, 'there'), 'utf8')).toBe('there');
  });

  test('an interrupted download leaves nothing under its name, and the next one works', async () => {
    const { files, root, local } = await dialectPlace(protocol, onTestFinished);
    await writeFile(join(root, 'large'), LARGE);
    const abort = new AbortController();
    await expect(files.get('large', join(local, 'large'), { ...PLAIN, signal: abort.signal, progress: (done) => { if (done > 0) abort.abort(); } })).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await readdir(local)).toEqual(protocol === 'length-resume' ? ['large.part'] : []);
    const { resumedAt, verified } = await files.get('large', join(local, 'large'), PLAIN);
    expect(resumedAt > 0).toBe(protocol === 'length-resume');
    expect(verified).toBe(VERIFIED[protocol]);
    expect(LARGE.equals(await readFile(join(local, 'large')))).toBe(true);
    expect(await readdir(local)).toEqual(['large']);
  });

  test('gives up on a silent server: another attempt may be made, but not on this connection', async () => {
    const { port } = await recording(/^(ephemeral|length)/.test(protocol) ? '' : '220 hello\r\n');
    const files = await speak(protocol, port, () => {}, 100);
    await expect(files.get('x', join(await folder(), 'x'), PLAIN)).rejects.toMatchObject({ code: 'UNREACHABLE', transient: true });
    // A download of length-prefixed has a connection of its own.
    const again = protocol.startsWith('length') ? /nothing came for/ : /^the connection was lost$/;
    await expect(files.get('x', join(await folder(), 'x'), PLAIN)).rejects.toMatchObject({ code: 'UNREACHABLE', message: expect.stringMatching(again) });
    expect(files.open).toBe(protocol.startsWith('length'));
  });
});

test.each([
  ['length-prefixed', ['list', 'put', 'cd', 'pwd', 'delete', 'mkdir', 'rmdir', 'rename', 'stat']],
  ['ephemeral-port', ['cd', 'pwd', 'delete', 'mkdir', 'rmdir', 'rename', 'stat']],
  ['inline-marker', ['cd', 'pwd', 'mkdir', 'rmdir', 'rename']],
  ['minimal-ftp', ['delete', 'mkdir', 'rmdir', 'rename', 'stat']],
] as const)('%s says what it cannot do, and what it can', async (protocol, operations) => {
  const { files, said } = await dialectPlace(protocol, onTestFinished);
  const before = said.length;
  for (const operation of operations) {
    await expect((files[operation] as (...words: unknown[]) => Promise<unknown>)('x', 'y', PLAIN)).rejects.toMatchObject({ code: 'UNSUPPORTED', message: expect.stringContaining(`${protocol} cannot `), hint: expect.stringMatching(/^It has .*get/) });
  }
  expect(said.length).toBe(before);
});

test('minimal-ftp walks through directories, and is back where it was after an interruption', async () => {
  const { files, root, local } = await dialectPlace('minimal-ftp', onTestFinished);
  await mkdir(join(root, 'sub', 'deeper'), { recursive: true });
  await writeFile(join(root, 'sub', 'inner.txt'), 'inner');
  expect(files.greeting).toMatch(/^Welcome/);
  expect(await files.list('sub', PLAIN.signal)).toEqual(expect.arrayContaining([{ name: 'inner.txt', type: 'file', size: 5, modified: null }, expect.objectContaining({ name: 'deeper', type: 'directory' })]));
  expect(await files.pwd()).toBe('/');
  await files.cd('sub');
  await files.cd('deeper');
  await files.cd('..');
  await expect(files.cd('nowhere')).rejects.toMatchObject({ code: 'REFUSED', reply: 550 });
  expect(await files.pwd()).toBe('/sub');
  await files.get('inner.txt', join(local, 'inner.txt'), PLAIN);
  await expect(files.get('deeper', join(local, 'x'), PLAIN)).rejects.toMatchObject({ code: 'REFUSED' });
});

test('inline-marker deletes, tells its statistics, and a line of the listing', async () => {
  const { files, root } = await dialectPlace('inline-marker', onTestFinished);
  await writeFile(join(root, 'a'), '12345');
  expect(await files.stat('a')).toEqual([expect.stringMatching(/^file 5 bytes \d{4}-.* a$/)]);
  expect(await files.stat('')).toEqual(expect.arrayContaining([expect.stringContaining('inline-marker'), expect.stringMatching(/^Uptime: /), 'Connections: 1']));
  expect(await files.list('a', PLAIN.signal)).toHaveLength(1);
  await files.delete('a');
  await expect(files.stat('a')).rejects.toMatchObject({ code: 'REFUSED' });
  await expect(files.delete('a')).rejects.toMatchObject({ code: 'REFUSED', reply: 550 });
});

test('what is said is told, for the log', async () => {
  const { files, said, local, root } = await dialectPlace('ephemeral-port', onTestFinished);
  await writeFile(join(root, 'a'), '1');
  await files.get('a', join(local, 'a'), PLAIN);
  expect(said).toEqual(['> get a', '< SUCCESS', expect.stringMatching(/^< DATA_PORT \d+$/), '> FILE(S) RECEIVED']);
});
