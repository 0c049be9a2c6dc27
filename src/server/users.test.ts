import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hashPassword, type PasswordHash } from './password-hash.ts';
import { served } from './served.ts';
import type { Dialogue } from './dialogue.ts';

let hash: PasswordHash;
beforeAll(async () => { hash = await hashPassword('hidden'); });

const ANN = { name: 'ann', password: 'secret', readOnly: false };

/** Logs in; the code of the answer to PASS. */
async function enter(client: Dialogue, name: string, password: string): Promise<string> {
  await client.reply();
  await client.ask(`USER ${name}`);
  return (await client.ask(`PASS ${password}`)).slice(0, 3);
}

async function put(client: Dialogue, name: string, bytes: number, verb = 'STOR'): Promise<number> {
  await client.ask('TYPE I');
  const data = await client.passive();
  client.send(`${verb} ${name}`);
  const { code } = await client.reply();
  data.on('error', () => { /* Cut, as it has to be where there is no room. */ }).end(Buffer.alloc(bytes, 'x'));
  return code >= 200 ? code : (await client.reply()).code;
}

describe('a hashed password', () => {
  it('lets its user in, and nobody else', async () => {
    const { connect } = await served(onTestFinished, { users: [{ name: 'ann', password: hash, readOnly: false }, { name: 'bob', password: 'plain', readOnly: false }, { name: 'anonymous', password: null, readOnly: true }] });
    const tries = [['ann', 'hidden', '230'], ['ann', 'Hidden', '530'], ['ann', '', '501'], ['bob', 'plain', '230'], ['bob', 'hidden', '530'], ['anonymous', 'a@b', '230'], ['nobody', 'hidden', '530']] as const;
    for (const [name, password, code] of tries) expect([name, password, await enter(await connect(), name, password)]).toEqual([name, password, code]);
  });

  it('that is wrong leaves the session as it was', async () => {
    const { connect } = await served(onTestFinished, { users: [{ name: 'ann', password: hash, readOnly: false }] });
    const client = await connect();
    client.send('USER ann', 'PASS wrong', 'PWD', 'USER ann', 'PASS hidden', 'PWD');
    expect(await client.codes(7)).toEqual([220, 331, 530, 530, 331, 230, 257]);
  });
});

describe('permissions', () => {
  it('are those that were given', async () => {
    const { connect, root } = await served(onTestFinished, { users: [{ ...ANN, permissions: ['list', 'store'] }] });
    await writeFile(join(root, 'file'), 'x');
    const client = await connect();
    expect(await enter(client, 'ann', 'secret')).toBe('230');
    expect(await put(client, 'new', 10)).toBe(226);
    await client.passive();
    for (const line of ['RETR file', 'DELE file', 'RNFR file', 'MKD d', 'RMD d']) expect([line, (await client.ask(line)).slice(0, 3)]).toEqual([line, '550']);
    expect(await put(client, 'file', 1, 'APPE')).toBe(553);
    expect(await readdir(root)).toEqual(['file', 'new']);
  });

  it('do not let a user list who may not', async () => {
    const { connect } = await served(onTestFinished, { users: [{ ...ANN, permissions: ['store'] }] });
    const client = await connect();
    await enter(client, 'ann', 'secret');
    await client.passive();
    for (const line of ['MLST', 'MLST x', 'LIST', 'NLST', 'MLSD']) expect((await client.ask(line))).toMatch(/^[45]5/);
  });
});

describe('a root of one’s own', () => {
  it('is all that its user sees', async () => {
    const { root } = await served(onTestFinished);
    const homes = await mkdtemp(join(tmpdir(), 'ftpspec-homes-'));
    onTestFinished(() => rm(homes, { recursive: true, force: true }));
    await mkdir(join(homes, 'ann'));
    await Promise.all([writeFile(join(homes, 'ann', 'mine'), 'ann'), writeFile(join(homes, 'not-mine'), 'x'), writeFile(join(root, 'common'), 'x')]);
    const { connect, root: common } = await served(onTestFinished, { users: [{ ...ANN, root: join(homes, 'ann') }, { ...ANN, name: 'bob' }] });
    await writeFile(join(common, 'common'), 'x');
    const [ann, bob] = [await connect(), await connect()];
    await enter(ann, 'ann', 'secret');
    await enter(bob, 'bob', 'secret');
    for (const name of ['../not-mine', '/../not-mine', 'common']) expect(await ann.ask(`SIZE ${name}`)).toMatch(/^550/);
    expect(await ann.ask('MDTM mine')).toMatch(/^213/);
    expect(await bob.ask('MDTM mine')).toMatch(/^550/);
    expect(await bob.ask('MDTM common')).toMatch(/^213/);
    // The same session as another user.
    await ann.ask('USER bob');
    await ann.ask('PASS secret');
    expect(await ann.ask('MDTM common')).toMatch(/^213/);
    expect(await put(ann, 'theirs', 5)).toBe(226);
    expect(await readdir(join(homes, 'ann'))).toEqual(['mine']);
  });

  it('that is not there keeps the server from starting', async () => {
    await expect(served(onTestFinished, { users: [{ ...ANN, root: '/nowhere/at/all' }] })).rejects.toMatchObject({ code: 'ROOT_UNUSABLE', message: expect.stringContaining('ann') as string });
  });
});

describe('a quota', () => {
  it('ends an upload beyond it with 552, and the old file remains', async () => {
    const { connect, root } = await served(onTestFinished, { users: [{ ...ANN, quota: 100_000 }] });
    await mkdir(join(root, 'deep', 'er'), { recursive: true });
    await Promise.all([writeFile(join(root, 'deep', 'er', 'large'), Buffer.alloc(60_000)), writeFile(join(root, 'file'), 'old')]);
    const client = await connect();
    await enter(client, 'ann', 'secret');
    expect(await put(client, 'file', 50_000)).toBe(552);
    expect(await readFile(join(root, 'file'), 'utf8')).toBe('old');
    expect(await put(client, 'new', 30_000)).toBe(226);
    expect(await put(client, 'new', 10_000, 'APPE')).toBe(552);
    expect((await readFile(join(root, 'new'))).length).toBe(30_000);
    expect(await client.ask('DELE deep/er/large')).toMatch(/^250/);
    expect(await put(client, 'file', 60_000)).toBe(226);
    expect(await readdir(root)).toEqual(['deep', 'file', 'new']);
  });

  it('holds for uploads side by side', async () => {
    const { connect, root } = await served(onTestFinished, { users: [{ ...ANN, quota: 100_000 }] });
    const clients = await Promise.all(Array.from({ length: 5 }, () => connect()));
    await Promise.all(clients.map((client) => enter(client, 'ann', 'secret')));
    const codes = await Promise.all(clients.map((client, n) => put(client, `file${n}`, 40_000)));
    const stored = await readdir(root);
    expect(stored.length).toBe(codes.filter((code) => code === 226).length);
    expect(stored.length).toBeLessThanOrEqual(2);
    expect(codes.filter((code) => code === 552).length).toBe(5 - stored.length);
  });
});

describe('limits of a user', () => {
  it('turn one session too many away, and take it when another has left', async () => {
    const { connect } = await served(onTestFinished, { users: [{ ...ANN, sessionLimit: 1 }] });
    const [first, second] = [await connect(), await connect()];
    expect(await enter(first, 'ann', 'secret')).toBe('230');
    // To log in once more in the same session is no second session.
    await first.ask('USER ann');
    expect(await first.ask('PASS secret')).toMatch(/^230/);
    expect(await enter(second, 'ann', 'secret')).toBe('421');
    await second.end();
    second.destroy();
    expect(await first.ask('QUIT')).toMatch(/^221/);
    first.socket.end();
    await first.end();
    await expect.poll(async () => enter(await connect(), 'ann', 'secret')).toBe('230');
  });

  it('hold for the transfers of all sessions together', async () => {
    const { connect, root } = await served(onTestFinished, { users: [{ ...ANN, rateLimit: 200_000 }] });
    await writeFile(join(root, 'file'), Buffer.alloc(50_000));
    const clients = [await connect(), await connect()];
    for (const client of clients) await enter(client, 'ann', 'secret');
    const began = performance.now();
    await Promise.all(clients.map(async (client) => {
      await client.ask('TYPE I');
      const data = await client.passive();
      client.send('RETR file');
      expect((await buffer(data)).length).toBe(50_000);
      data.end();
      expect(await client.codes(2)).toEqual([150, 226]);
    }));
    // 100,000 bytes at 200,000 a second, less the first tenth.
    expect(performance.now() - began).toBeGreaterThan(350);
  });
});
