import { createHash } from 'node:crypto';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ReferenceServer, ServerParts } from '../../server/reference-server.ts';
import { formatHead } from './answer.ts';
import { LengthPrefixedClient } from './client.ts';
import type { DownloadError } from './download-error.ts';
import { answerOf, downloadPlace, type DownloadPlace } from './download-place.ts';
import { lengthPrefixed } from './length-prefixed.ts';
import { MD5_COLLISION } from './md5-collision.ts';
import { formatRequest } from './request-reader.ts';
import { scriptedServer } from './scripted-server.ts';

const md5 = (body: Buffer): string => createHash('md5').update(body).digest('hex');
const [ONE, OTHER] = MD5_COLLISION;

let place: DownloadPlace;
let [root, into] = ['', ''];
beforeEach(async () => {
  place = await downloadPlace(lengthPrefixed.parts);
  ({ root, into } = place);
  return place.remove;
});

const serve = async (...options: Parameters<DownloadPlace['serve']>): Promise<ReferenceServer['address']> => (await place.serve(...options)).address;

describe('limits of the design:', () => {
  it('who changes the data changes the checksum as well, and the client is content', async () => {
    const forged = Buffer.from('pay the thief');
    const middle = await scriptedServer(onTestFinished, (socket) => { socket.end(Buffer.concat([formatHead({ name: Buffer.from('f'), size: BigInt(forged.length), checksum: md5(forged) }), forged])); });
    await new LengthPrefixedClient(middle).get('f', join(into, 'f'));
    expect(await readFile(join(into, 'f'), 'utf8')).toBe('pay the thief');
  });

  it('another file with the same MD5 passes for the one that was declared', async () => {
    expect(md5(ONE)).toBe(md5(OTHER));
    expect(ONE.equals(OTHER)).toBe(false);
    const middle = await scriptedServer(onTestFinished, (socket) => { socket.end(Buffer.concat([formatHead({ name: Buffer.from('f'), size: 128n, checksum: md5(ONE) }), OTHER])); });
    await new LengthPrefixedClient(middle).get('f', join(into, 'f'));
    expect((await readFile(join(into, 'f'))).equals(OTHER)).toBe(true);
  });

  it('ERROR for what passes and for what does not are the same to a program', async () => {
    const full = await serve({ sessionLimit: 0 });
    const missing = await serve();
    await writeFile(join(root, 'f'), 'x');
    const errors = await Promise.all([full, missing].map((address, at) => new LengthPrefixedClient(address).get(['f', 'missing'][at]!, into).then(() => null, (error: unknown) => error)));
    expect(errors.map((error) => (error as DownloadError).code)).toEqual(['REFUSED', 'REFUSED']);
  });

  it('an ERROR that was cut off passes for a whole one', async () => {
    const cut = await scriptedServer(onTestFinished, (socket) => { socket.end('ERROR do not try ag'); });
    await expect(new LengthPrefixedClient(cut).get('f', into)).rejects.toMatchObject({ code: 'REFUSED', message: 'the server answered: do not try ag' });
  });

  it('nothing comes while the checksum is computed, so a client with little patience never gets a large file', async () => {
    const slow: ServerParts['conditions'] = { ...lengthPrefixed.parts.conditions, 'cannot be read': async (session, asked) => {
      await new Promise((resolve) => { setTimeout(resolve, 300); });
      return lengthPrefixed.parts.conditions!['cannot be read']!(session, asked);
    } };
    const address = await serve({}, { conditions: slow });
    await writeFile(join(root, 'f'), 'x');
    const options = { ...address, attempts: 2, pause: async () => {} };
    await expect(new LengthPrefixedClient({ ...options, timeout: 100 }).get('f', into)).rejects.toMatchObject({ code: 'SILENT' });
    await expect(new LengthPrefixedClient({ ...options, timeout: 5000 }).get('f', into)).resolves.toMatchObject({ attempts: 1 });
  });

  it('a file that changes between its two readings comes with a wrong checksum; the client sees it and tries again', async () => {
    let changed = false;
    const late: ServerParts['conditions'] = { ...lengthPrefixed.parts.conditions, 'cannot be read': async (session, asked) => {
      const refused = await lengthPrefixed.parts.conditions!['cannot be read']!(session, asked);
      if (!changed) await writeFile(join(root, 'f'), 'later', { flag: 'r+' });
      changed = true;
      return refused;
    } };
    const address = await serve({}, { conditions: late });
    await writeFile(join(root, 'f'), 'early');
    const failed: string[] = [];
    const result = await new LengthPrefixedClient({ ...address, pause: async () => {} }).get('f', into, { retrying: (error) => { failed.push(error.code); } });
    expect(failed).toEqual(['CHECKSUM_WRONG']);
    expect(await readFile(result.path, 'utf8')).toBe('later');
  });

  it('whoever reaches the port reads the file, and whoever sees the wire reads its name', async () => {
    const address = await serve();
    await writeFile(join(root, 'secret plan'), 'attack at dawn');
    expect(formatRequest('secret plan').toString('latin1')).toContain('secret plan');
    expect((await answerOf(address, 'secret plan')).toString('latin1')).toContain('attack at dawn');
  });

  it('a break at the last byte costs the whole file again', async () => {
    const address = await serve();
    await writeFile(join(root, 'f'), '');
    await truncate(join(root, 'f'), 100_000);
    let connections = 0;
    let carried = 0;
    const breaking = await scriptedServer(onTestFinished, (socket, name) => {
      connections += 1;
      const last = connections === 1 ? -1 : undefined;
      void answerOf(address, name).then((whole) => { carried += whole.length; return socket.end(whole.subarray(0, last)); });
    });
    await new LengthPrefixedClient({ ...breaking, pause: async () => {} }).get('f', into);
    expect(carried).toBe(2 * (100_000 + 2 + 4 + 1 + 8 + 32));
  });
});
