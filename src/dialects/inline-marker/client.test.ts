import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { served } from '../../server/served.ts';
import { InlineClient } from './client.ts';
import { inlineLength } from './inline-length.ts';
import { inlineMarker } from './inline-marker.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ftpspec-inline-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function connected(framing: 'marker' | 'length' = 'marker'): Promise<{ client: InlineClient; root: string; here: string }> {
  const { server, root } = await served(onTestFinished, {}, (framing === 'length' ? inlineLength : inlineMarker).parts);
  const client = await InlineClient.connect({ ...server.address, timeout: 5000, framing });
  onTestFinished(() => client.destroy());
  return { client, root, here: await folder() };
}

/** A server that greets, and answers the first line with these bytes; it closes when told to. */
async function scripted(answer: string, close: boolean): Promise<InlineClient> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('220 hello\r\n');
    socket.once('data', () => { if (close) socket.end(answer); else socket.write(answer); });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => { server.close(); });
  const client = await InlineClient.connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, timeout: 200 });
  onTestFinished(() => client.destroy());
  return client;
}

describe('the client', () => {
  it.each(['marker', 'length'] as const)('brings files there and back, framed by %s', async (framing) => {
    const { client, root, here } = await connected(framing);
    const bodies: Readonly<Record<string, Buffer>> = { empty: Buffer.alloc(0), 'with space': Buffer.from('a\r\nb'), 'größe.txt': Buffer.alloc(1_500_000, 'FILE_END\r') };
    for (const [name, body] of Object.entries(bodies)) {
      await writeFile(join(here, 'source'), body);
      const seen: number[] = [];
      expect(await client.put(join(here, 'source'), name, (moved) => seen.push(moved))).toBe(body.length);
      expect(seen.at(-1) ?? 0).toBe(body.length);
      expect(body.equals(await readFile(join(root, name)))).toBe(true);
      expect(await client.get(name, join(here, 'back'))).toBe(body.length);
      expect(body.equals(await readFile(join(here, 'back')))).toBe(true);
    }
    expect((await client.list()).map(({ name, kind, size }) => `${kind} ${name} ${size}`).sort()).toEqual(['file empty 0', 'file größe.txt 1500000', 'file with space 4']);
    expect(await client.stat()).toContain('Files transferred: 6');
    await client.remove('empty');
    await expect(client.remove('empty')).rejects.toMatchObject({ code: 'REFUSED' });
    expect(await client.system()).toContain('ftpspec');
    await client.quit();
  });

  it('lists nothing where nothing is', async () => {
    const { client } = await connected();
    expect(await client.list()).toEqual([]);
    expect(await client.list()).toEqual([]);
  });

  it('sends no file that its end marker would end, unless the size is announced', async () => {
    const { client, here } = await connected();
    await writeFile(join(here, 'bad'), 'aFILE_END\r\nDEL x\r\n');
    await expect(client.put(join(here, 'bad'), 'bad')).rejects.toMatchObject({ code: 'MARKER_IN_FILE' });
    await expect(client.put(join(here, 'missing'), 'bad')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(client.put(join(here, 'bad'), 'a\r\nDEL x')).rejects.toMatchObject({ code: 'BAD_NAME' });
    expect(await client.stat()).toContain('Commands processed: 0');
    const cured = await connected('length');
    await cured.client.put(join(here, 'bad'), 'bad');
    expect(await readFile(join(cured.root, 'bad'), 'latin1')).toBe('aFILE_END\r\nDEL x\r\n');
  });

  it.each([
    ['a connection that ends in mid-file', '150 x\r\nSize: 10 bytes\r\nFILE_START\r\nabc', true, 'CONNECTION_LOST'],
    ['a server that falls silent', '150 x\r\nSize: 10 bytes\r\nFILE_START\r\nabc', false, 'SERVER_SILENT'],
    ['a file longer than announced', '150 x\r\nSize: 2 bytes\r\nFILE_START\r\nabcFILE_END\r\n', false, 'BAD_REPLY'],
    ['an end marker that comes too early', '150 x\r\nSize: 12 bytes\r\nFILE_START\r\nabFILE_END\r\n226 done\r\n', false, 'BAD_REPLY'],
    ['no size', '150 x\r\nFILE_START\r\nabFILE_END\r\n', false, 'BAD_REPLY'],
    ['a line without end', 'x'.repeat(9000), false, 'BAD_REPLY'],
    ['a refusal', '550 no\r\n', false, 'REFUSED'],
  ])('leaves no file after %s', async (_, answer, close, code) => {
    const here = await folder();
    const client = await scripted(answer, close);
    await expect(client.get('a', join(here, 'a'))).rejects.toMatchObject({ code });
    expect(await readdir(here)).toEqual([]);
  });
});
