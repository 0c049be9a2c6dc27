import { createHash } from 'node:crypto';
import { readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ReferenceServer } from '../../server/reference-server.ts';
import { formatHead } from './answer.ts';
import { answerOf, downloadPlace, type DownloadPlace } from './download-place.ts';
import { lengthResume } from './length-resume.ts';
import { MD5_COLLISION } from './md5-collision.ts';
import { formatRequest } from './request-reader.ts';
import { formatError } from './resume-answer.ts';
import { LengthResumeClient } from './resuming-client.ts';
import { scriptedServer } from './scripted-server.ts';

const sha256 = (body: Buffer): string => createHash('sha256').update(body).digest('hex');
const [ONE, OTHER] = MD5_COLLISION;

let place: DownloadPlace;
let [root, into] = ['', ''];
beforeEach(async () => {
  place = await downloadPlace(lengthResume.parts);
  ({ root, into } = place);
  return place.remove;
});

const serve = async (...options: Parameters<DownloadPlace['serve']>): Promise<ReferenceServer['address']> => (await place.serve(...options)).address;

const whole = (name: string, body: Buffer, position = 0): Buffer => Buffer.concat([formatHead({ name: Buffer.from(name), size: BigInt(body.length), checksum: null }), body.subarray(position), Buffer.from(sha256(body))]);

describe('the length-resume server', () => {
  it.each([[0, 0], [5, 0], [300_000, 0], [300_000, 299_999], [300_000, 300_000]])('answers for %d bytes from %d on', async (size, position) => {
    const address = await serve();
    const body = Buffer.alloc(size, 'abc\r\n');
    await writeFile(join(root, 'f'), body);
    expect((await answerOf(address, 'f', position)).equals(whole('f', body, position))).toBe(true);
  });

  it.each([['f', 4, 'File unavailable: the position is beyond its end.'], ['missing', 0, 'File unavailable: no such file or directory.'], ['', 0, 'The name is empty.']])('refuses "%s" from %d on with its number', async (name, position, text) => {
    const address = await serve();
    await writeFile(join(root, 'f'), 'abc');
    expect(await answerOf(address, name, position)).toEqual(formatError(550, Buffer.from(text)));
  });

  it('tells a client apart that may come again', async () => {
    expect((await answerOf(await serve({ sessionLimit: 0 }), 'f', 0)).toString('latin1')).toMatch(/^ERROR421\0/);
  });

  it('does not read what comes before the position for a client that is gone', async () => {
    const server = await place.serve();
    await writeFile(join(root, 'f'), '');
    await truncate(join(root, 'f'), 2 ** 40);
    const socket = createConnection(server.address);
    socket.on('error', () => {});
    socket.write(formatRequest('f', 2 ** 40));
    await once(socket, 'data');
    socket.resetAndDestroy();
    await expect.poll(() => server.statistics.transfers.failed, { timeout: 10_000 }).toBe(1);
  });
});

describe('what length-resume cures:', () => {
  it('a break at the last byte costs one byte', async () => {
    const address = await serve();
    const body = Buffer.alloc(100_000, 'xyz');
    await writeFile(join(root, 'f'), body);
    const asked: number[] = [];
    const breaking = await scriptedServer(onTestFinished, (socket, name, connection, position = 0) => {
      asked.push(position);
      const cut = connection === 1 ? -65 : undefined;
      void answerOf(address, name, position).then((answer) => socket.end(answer.subarray(0, cut)));
    }, true);
    const result = await new LengthResumeClient({ ...breaking, pause: async () => {} }).get('f', into);
    expect(asked).toEqual([0, 99_999]);
    expect(result).toMatchObject({ bytes: 100_000, checksum: sha256(body), attempts: 2 });
    expect((await readFile(join(into, 'f'))).equals(body)).toBe(true);
    expect(await readdir(into)).toEqual(['f']);
  });

  it('goes on where another run of the client was ended, and has left nothing under the final name', async () => {
    const address = await serve();
    const body = Buffer.alloc(3 * 2 ** 20, 'xyz');
    await writeFile(join(root, 'f'), body);
    const abort = new AbortController();
    await expect(new LengthResumeClient(address).get('f', into, { signal: abort.signal, progress: ({ bytes }) => { if (bytes > 100_000) abort.abort(); } })).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await readdir(into)).toEqual(['f.part']);
    let first = 0;
    await new LengthResumeClient(address).get('f', into, { progress: ({ bytes }) => { first ||= bytes; } });
    expect(first).toBeGreaterThan(100_000);
    expect((await readFile(join(into, 'f'))).equals(body)).toBe(true);
    expect(await readdir(into)).toEqual(['f']);
  });

  it('another file with the same MD5 does not pass', async () => {
    const middle = await scriptedServer(onTestFinished, (socket) => { socket.end(Buffer.concat([whole('f', ONE).subarray(0, -64 - 128), OTHER, Buffer.from(sha256(ONE))])); }, true);
    await expect(new LengthResumeClient({ ...middle, attempts: 2, pause: async () => {} }).get('f', into)).rejects.toMatchObject({ code: 'CHECKSUM_WRONG' });
    expect(await readdir(into)).toEqual([]);
  });

  it('a server that is full is asked again, one without the file is not', async () => {
    const address = await serve();
    await writeFile(join(root, 'f'), 'x');
    const full = await scriptedServer(onTestFinished, (socket, name, connection, position = 0) => {
      if (connection === 1) socket.end(formatError(421, Buffer.from('full')));
      else void answerOf(address, name, position).then((answer) => socket.end(answer));
    }, true);
    expect(await new LengthResumeClient({ ...full, pause: async () => {} }).get('f', into)).toMatchObject({ attempts: 2 });
    await expect(new LengthResumeClient({ ...full, pause: async () => {} }).get('missing', into)).rejects.toMatchObject({ code: 'REFUSED', message: expect.stringContaining('550') as string });
  });

  it('an ERROR that was cut off does not pass for a whole one', async () => {
    const cut = await scriptedServer(onTestFinished, (socket) => { socket.end(formatError(550, Buffer.from('do not try again')).subarray(0, -3)); }, true);
    await expect(new LengthResumeClient({ ...cut, attempts: 1 }).get('f', into)).rejects.toMatchObject({ code: 'CUT_SHORT' });
  });

  it('a large file begins at once', async () => {
    const address = await serve();
    await writeFile(join(root, 'f'), '');
    // To compute a checksum of so much takes minutes.
    await truncate(join(root, 'f'), 2 ** 38);
    const socket = createConnection(address);
    onTestFinished(() => { socket.destroy(); });
    socket.write(formatRequest('f', 0));
    let bytes = 0;
    for await (const chunk of socket as AsyncIterable<Buffer>) if ((bytes += chunk.length) > 2 ** 20) break;
    expect(bytes).toBeGreaterThan(2 ** 20);
  });

  it('a file that changes between two attempts is seen, and fetched again from its first byte', async () => {
    const address = await serve();
    await writeFile(join(root, 'f'), 'earlier');
    await writeFile(join(into, 'f.part'), 'later');
    const failed: string[] = [];
    await new LengthResumeClient({ ...address, pause: async () => {} }).get('f', into, { retrying: (error) => { failed.push(error.code); } });
    expect(failed).toEqual(['CHECKSUM_WRONG']);
    expect(await readFile(join(into, 'f'), 'utf8')).toBe('earlier');
  });

  it('a part that is longer than the file is dropped', async () => {
    const address = await serve();
    await writeFile(join(root, 'f'), 'abc');
    await writeFile(join(into, 'f.part'), 'longer than that');
    await new LengthResumeClient(address).get('f', into);
    expect(await readFile(join(into, 'f'), 'utf8')).toBe('abc');
  });

  it('a link in the place of the part is not followed', async () => {
    const address = await serve();
    await writeFile(join(root, 'f'), 'abc');
    await writeFile(join(into, 'precious'), '');
    await symlink(join(into, 'precious'), join(into, 'f.part'));
    await expect(new LengthResumeClient(address).get('f', into)).rejects.toMatchObject({ code: 'CANNOT_STORE' });
    expect(await readFile(join(into, 'precious'), 'utf8')).toBe('');
  });
});
