import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { served } from '../../server/served.ts';
import type { Framing } from './answer-reader.ts';
import { EphemeralPortClient } from './client.ts';
import { ephemeralPort, ephemeralPortLines } from './ephemeral-port.ts';

async function start(framing: Framing = 'bare') {
  const { server, root } = await served(onTestFinished, {}, (framing === 'lines' ? ephemeralPortLines : ephemeralPort).parts);
  const local = await mkdtemp(join(tmpdir(), 'ftpspec-client-'));
  onTestFinished(() => rm(local, { recursive: true, force: true }));
  const client = await EphemeralPortClient.connect({ ...server.address, framing, timeout: 5000, quiet: 100 });
  onTestFinished(() => client.destroy());
  return { client, root, local, server };
}

describe.each(['bare', 'lines'] as const)('a client of ephemeral-port (%s)', (framing) => {
  it('lists, stores, fetches and leaves', async () => {
    const { client, root, local } = await start(framing);
    expect(await client.list()).toEqual([]);
    const body = Buffer.alloc(3_000_000, 'x1');
    await writeFile(join(local, 'a file é.bin'), body);
    const seen: (number | null)[] = [];
    expect(await client.put(join(local, 'a file é.bin'), 'a file é.bin', { progress: (done, total) => { seen.push(done, total); } })).toBe(body.length);
    expect(seen.slice(-2)).toEqual([body.length, body.length]);
    expect(body.equals(await readFile(join(root, 'a file é.bin')))).toBe(true);
    await writeFile(join(root, 'empty'), '');
    expect(await client.list()).toEqual(['a file é.bin', 'empty']);
    // The client's own file is gone meanwhile; the server's is fetched back.
    await rm(join(local, 'a file é.bin'));
    expect(await client.get('a file é.bin', join(local, 'back'))).toBe(body.length);
    expect(body.equals(await readFile(join(local, 'back')))).toBe(true);
    expect(await client.get('empty', join(local, 'empty'))).toBe(0);
    await client.quit();
    expect((await readdir(local)).sort()).toEqual(['back', 'empty']);
  });

  it('reports what the server refuses, and goes on', async () => {
    const { client, root, local } = await start(framing);
    await writeFile(join(root, 'there'), 'text');
    await writeFile(join(local, 'mine'), 'text');
    await expect(client.get('missing', join(local, 'x'))).rejects.toMatchObject({ code: 'REFUSED', message: 'FAILURE: File not found' });
    await expect(client.put(join(local, 'mine'), 'no/path')).rejects.toMatchObject({ code: 'REFUSED', message: 'FAILURE: File not stored' });
    expect(await client.list()).toEqual(['there']);
    expect(await readdir(local)).toEqual(['mine']);
  });

  it('says nothing of a file that is not there', async () => {
    const { client, root, local } = await start(framing);
    await expect(client.put(join(local, 'missing'), 'x')).rejects.toMatchObject({ code: 'LOCAL_FILE' });
    await expect(client.put(local, 'x')).rejects.toMatchObject({ code: 'LOCAL_FILE' });
    await expect(client.get('two\nlines', join(local, 'x'))).rejects.toMatchObject({ code: 'INVALID_NAME' });
    expect(await client.list()).toEqual([]);
    expect(await readdir(root)).toEqual([]);
  });

  it('leaves no half file when a transfer is ended', async () => {
    const { client, root, local } = await start(framing);
    await writeFile(join(root, 'large'), Buffer.alloc(8 * 2 ** 20));
    await writeFile(join(local, 'large'), Buffer.alloc(8 * 2 ** 20));
    for (const move of ['get', 'put'] as const) {
      const abort = new AbortController();
      const options = { signal: abort.signal, progress: () => abort.abort() };
      const moved = move === 'get' ? client.get('large', join(local, 'got'), options) : client.put(join(local, 'large'), 'put', options);
      await expect(moved).rejects.toMatchObject({ code: 'ABORTED' });
      expect(await client.list()).toEqual(['large']);
    }
    expect(await readdir(local)).toEqual(['large']);
  });
});

describe('a client of ephemeral-port', () => {
  it('gives up on a server that says nothing', async () => {
    const server = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => { server.close(); });
    const client = await EphemeralPortClient.connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, timeout: 100 });
    onTestFinished(() => client.destroy());
    await expect(client.list()).rejects.toMatchObject({ code: 'NO_ANSWER' });
    await expect(client.get('x', '/nowhere/x')).rejects.toMatchObject({ code: 'NO_ANSWER' });
  });

  it('reads a port of four digits, which only a silence ends', async () => {
    const data = createServer((socket) => socket.end('text'));
    // A free port below 10000 is found by trying.
    let port = 0;
    for (let candidate = 9999; port === 0 && candidate > 9000; candidate -= 1) {
      port = await new Promise<number>((resolve) => {
        data.once('error', () => resolve(0));
        data.listen(candidate, '127.0.0.1', () => resolve(candidate));
      });
    }
    const server = createServer((socket) => socket.once('data', () => socket.write(`SUCCESSDATA_PORT ${port}`)).resume());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => { server.close(); data.close(); });
    const local = await mkdtemp(join(tmpdir(), 'ftpspec-client-'));
    onTestFinished(() => rm(local, { recursive: true, force: true }));
    const client = await EphemeralPortClient.connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, timeout: 5000, quiet: 50 });
    onTestFinished(() => client.destroy());
    expect(await client.get('x', join(local, 'x'))).toBe(4);
  });
});
