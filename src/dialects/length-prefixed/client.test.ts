import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ReferenceServer } from '../../server/reference-server.ts';
import { formatHead } from './answer.ts';
import { LengthPrefixedClient, type ClientOptions, type GetOptions, type Progress } from './client.ts';
import { DownloadError } from './download-error.ts';
import { lengthPrefixed } from './length-prefixed.ts';
import { scriptedServer, type Script } from './scripted-server.ts';

const BODY = Buffer.alloc(1_000_000, 'The quick brown fox\r\n');
const md5 = (body: Buffer): string => createHash('md5').update(body).digest('hex');
const answer = (body: Buffer, checksum = md5(body), size = body.length): Buffer => Buffer.concat([formatHead({ name: Buffer.from('fox'), size: BigInt(size), checksum }), body]);

async function directory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ftpspec-download-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A client of a server that follows a script; what it waits is noted and not waited. */
async function against(script: Script, options: Partial<ClientOptions> = {}) {
  const pauses: number[] = [];
  const address = await scriptedServer(onTestFinished, script);
  const client = new LengthPrefixedClient({ ...address, timeout: 2000, pause: async (milliseconds) => { pauses.push(milliseconds); }, ...options });
  const into = await directory();
  const failure = async (get: GetOptions = {}): Promise<DownloadError> => {
    const error: unknown = await client.get('fox', join(into, 'fox'), get).then(() => null, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(DownloadError);
    return error as DownloadError;
  };
  return { client, into, pauses, failure };
}

describe('a download', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 3_000_000])('of %i bytes is verified and stands under its name', async (size) => {
    const [root, into] = [await directory(), await directory()];
    const server = await ReferenceServer.start({ root }, lengthPrefixed.parts);
    onTestFinished(() => server.stop(0));
    const body = Buffer.alloc(size, 'abc\r\n\0');
    await writeFile(join(root, 'ein ☃'), body);
    const client = new LengthPrefixedClient(server.address);
    const seen: Progress[] = [];
    const result = await client.get('ein ☃', into, { progress: (progress) => { seen.push(progress); } });
    expect(result).toEqual({ path: join(into, 'ein ☃'), bytes: size, checksum: md5(body), attempts: 1 });
    expect((await readFile(result.path)).equals(body)).toBe(true);
    expect(await readdir(into)).toEqual(['ein ☃']);
    expect(seen.at(-1)).toMatchObject({ bytes: size, total: size, left: 0 });
    expect(seen.every(({ rate, left }) => rate >= 0 && left >= 0)).toBe(true);
  });

  it('works whatever the segments are', async () => {
    const { client, into } = await against((socket) => {
      for (const byte of answer(Buffer.from('fox'))) socket.write(Buffer.from([byte]));
      socket.end();
    });
    await client.get('fox', join(into, 'fox'));
    expect(await readFile(join(into, 'fox'), 'utf8')).toBe('fox');
  });

  it('takes a checksum in upper case, and no more than was declared', async () => {
    const { client, into } = await against((socket) => { socket.end(Buffer.concat([answer(BODY, md5(BODY).toUpperCase()), Buffer.from('more')])); });
    expect(await client.get('fox', join(into, 'fox'))).toMatchObject({ bytes: BODY.length });
    expect((await readFile(join(into, 'fox'))).equals(BODY)).toBe(true);
  });

  it('goes where the user says, not the server', async () => {
    const { client, into } = await against((socket) => { socket.end(Buffer.concat([formatHead({ name: Buffer.from('../evil'), size: 1n, checksum: md5(Buffer.from('x')) }), Buffer.from('x')])); });
    await client.get('pub/fox', into);
    expect(await readdir(into)).toEqual(['fox']);
  });
});

describe('another attempt', () => {
  const failures: readonly (readonly [string, string, Script])[] = [
    ['a wrong checksum', 'CHECKSUM_WRONG', (socket) => { socket.end(answer(BODY, md5(Buffer.from('other')))); }],
    ['a changed byte', 'CHECKSUM_WRONG', (socket) => { socket.end(answer(Buffer.from(BODY).fill('!', 5, 6), md5(BODY))); }],
    ['an early end', 'CUT_SHORT', (socket) => { socket.end(answer(BODY).subarray(0, 5000)); }],
    ['an end in the head', 'CUT_SHORT', (socket) => { socket.end(answer(BODY).subarray(0, 9)); }],
    ['OK and nothing more', 'CUT_SHORT', (socket) => { socket.end('OK'); }],
    ['a reset', 'CUT_SHORT', (socket) => { socket.write(answer(BODY).subarray(0, 5000), () => socket.resetAndDestroy()); }],
    ['a size that is too large', 'CUT_SHORT', (socket) => { socket.end(answer(BODY, md5(BODY), BODY.length + 1)); }],
    ['a size that is too small', 'CHECKSUM_WRONG', (socket) => { socket.end(answer(BODY, md5(BODY), BODY.length - 1)); }],
  ];

  it.each(failures)('follows %s, and no file is left after the last', async (_, code, script) => {
    const { failure, into, pauses } = await against(script);
    const told: number[] = [];
    expect((await failure({ retrying: (error, attempt) => { told.push(attempt); expect(error.code).toBe(code); } })).code).toBe(code);
    expect(pauses).toEqual([1000, 2000, 4000, 8000]);
    expect(told).toEqual([1, 2, 3, 4]);
    expect(await readdir(into)).toEqual([]);
  });

  it.each(failures)('succeeds after %s, from the first byte', async (_, __, script) => {
    const { client, into, pauses } = await against((socket, name, connection) => { if (connection === 1) script(socket, name, connection); else socket.end(answer(BODY)); });
    expect(await client.get('fox', join(into, 'fox'))).toMatchObject({ attempts: 2, bytes: BODY.length });
    expect(pauses).toEqual([1000]);
    expect(await readdir(into)).toEqual(['fox']);
  });

  it('follows silence', async () => {
    const { failure } = await against((socket) => { socket.write(answer(BODY).subarray(0, 5000)); }, { attempts: 2, timeout: 50 });
    expect((await failure()).code).toBe('SILENT');
  });

  it('follows a connection that is refused', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => { closed.listen(0, '127.0.0.1', resolve); });
    const { port } = closed.address() as AddressInfo;
    await new Promise<void>((resolve) => { closed.close(() => resolve()); });
    const pauses: number[] = [];
    const client = new LengthPrefixedClient({ host: '127.0.0.1', port, pause: async (milliseconds) => { pauses.push(milliseconds); } });
    await expect(client.get('fox', join(await directory(), 'fox'))).rejects.toMatchObject({ code: 'UNREACHABLE' });
    expect(pauses).toHaveLength(4);
  });

  it('waits 32 seconds at most, as often as it is told to try', async () => {
    const { failure, pauses } = await against((socket) => { socket.end(); }, { attempts: 9 });
    await failure();
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 32_000, 32_000]);
  });

  it('does not follow ERROR, nor what is no answer, nor a disk that takes nothing', async () => {
    const refused = await against((socket) => { socket.end('ERROR no\u001b[31m such file'); });
    expect(await refused.failure()).toMatchObject({ code: 'REFUSED', message: 'the server answered: no [31m such file' });
    const foreign = await against((socket) => { socket.end('220 hello\r\n'); });
    expect(await foreign.failure()).toMatchObject({ code: 'NOT_THIS_PROTOCOL' });
    const huge = await against((socket) => { socket.end(formatHead({ name: Buffer.from('fox'), size: 2n ** 63n, checksum: md5(BODY) })); });
    expect(await huge.failure()).toMatchObject({ code: 'NOT_THIS_PROTOCOL' });
    const full = await against((socket) => { socket.end(answer(BODY)); });
    await expect(full.client.get('fox', join(full.into, 'none/fox'))).rejects.toMatchObject({ code: 'CANNOT_STORE' });
    expect([refused, foreign, huge, full].flatMap(({ pauses }) => pauses)).toEqual([]);
  });
});

describe('a download that fails', () => {
  it('leaves the file of an earlier one as it was', async () => {
    const { failure, into } = await against((socket) => { socket.end(answer(BODY, md5(Buffer.from('other')))); });
    await writeFile(join(into, 'fox'), 'earlier');
    await failure();
    expect(await readdir(into)).toEqual(['fox']);
    expect(await readFile(join(into, 'fox'), 'utf8')).toBe('earlier');
  });

  it('leaves nothing when the user ends it while data comes', async () => {
    const abort = new AbortController();
    const { failure, into, pauses } = await against((socket) => { socket.write(answer(BODY).subarray(0, 5000)); });
    expect((await failure({ signal: abort.signal, progress: ({ bytes }) => { if (bytes > 0) abort.abort(); } })).code).toBe('ABORTED');
    expect(pauses).toEqual([]);
    expect(await readdir(into)).toEqual([]);
  });

  it('ends at once when the user ends it between attempts', async () => {
    const abort = new AbortController();
    const address = await scriptedServer(onTestFinished, (socket) => { socket.end(); });
    const client = new LengthPrefixedClient(address);
    const began = performance.now();
    await expect(client.get('fox', join(await directory(), 'fox'), { signal: abort.signal, retrying: () => abort.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
    expect(performance.now() - began).toBeLessThan(900);
  });
});
