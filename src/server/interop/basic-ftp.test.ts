import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { Client, FileType } from 'basic-ftp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { served, type Served } from '../served.ts';

async function connected(options: Parameters<typeof served>[1] = {}): Promise<{ client: Client; here: string } & Served> {
  const all = await served(onTestFinished, options);
  const here = await mkdtemp(join(tmpdir(), 'ftpspec-basic-'));
  const client = new Client(10_000);
  onTestFinished(async () => {
    client.close();
    await rm(here, { recursive: true, force: true });
  });
  await client.access({ ...all.server.address, user: 'tester', password: 'secret', secure: false });
  return { ...all, client, here };
}

function collector(): { stream: Writable; bytes: () => Buffer } {
  const chunks: Buffer[] = [];
  return { stream: new Writable({ write: (chunk: Buffer, _, done) => { chunks.push(chunk); done(); } }), bytes: () => Buffer.concat(chunks) };
}

describe('basic-ftp', () => {
  it('asks for features and sends commands', async () => {
    const { client } = await connected();
    const features = await client.features();
    expect([...features.keys()]).toEqual(expect.arrayContaining(['MLST', 'SIZE', 'MDTM', 'REST', 'EPSV', 'EPRT']));
    expect((await client.send('NOOP')).code).toBe(200);
    expect((await client.sendIgnoringError('XYZZY')).code).toBe(500);
    await expect(client.send('RETR')).rejects.toMatchObject({ code: 501 });
  });

  it.each(['127.0.0.1', '::1'])('uploads, appends, downloads and resumes at %s', async (host) => {
    const { client, root, here } = await connected({ host });
    const content = Buffer.from(Array.from({ length: 200_000 }, (_, n) => n % 253));
    await writeFile(join(here, 'local'), content);
    expect((await client.uploadFrom(join(here, 'local'), 'remote')).code).toBe(226);
    expect((await readFile(join(root, 'remote'))).equals(content)).toBe(true);
    expect((await client.appendFrom(Readable.from([Buffer.from('end')]), 'remote')).code).toBe(226);
    expect(await client.size('remote')).toBe(200_003);
    await client.downloadTo(join(here, 'copy'), 'remote');
    expect((await readFile(join(here, 'copy'))).equals(await readFile(join(root, 'remote')))).toBe(true);
    const { stream, bytes } = collector();
    await client.downloadTo(stream, 'remote', 199_999);
    expect(bytes()).toEqual(Buffer.concat([content.subarray(199_999), Buffer.from('end')]));
  });

  it('lists with facts and without', async () => {
    const { client, root } = await connected();
    await mkdir(join(root, 'directory'));
    await writeFile(join(root, 'a file'), 'hello\n');
    const listed = async (): Promise<object[]> => (await client.list()).map(({ name, size, type }) => (type === FileType.File ? { name, size, type } : { name, type })).sort((a, b) => a.name.localeCompare(b.name));
    const expected = [{ name: 'a file', size: 6, type: FileType.File }, { name: 'directory', type: FileType.Directory }];
    expect(await listed()).toEqual(expected);
    client.availableListCommands = ['LIST'];
    expect(await listed()).toEqual(expected);
    client.availableListCommands = ['LIST -a'];
    expect(await listed()).toEqual(expected);
    expect((await client.lastMod('a file')).getTime()).toBe((await stat(join(root, 'a file'))).mtime.getTime());
  });

  it('walks, makes, renames and removes', async () => {
    const { client, root } = await connected();
    await client.ensureDir('one/two/three');
    expect(await client.pwd()).toBe('/one/two/three');
    await client.cdup();
    expect(await client.pwd()).toBe('/one/two');
    await client.uploadFrom(Readable.from(['x']), 'file');
    await client.rename('file', '/one/moved');
    await client.cd('/');
    expect(await readdir(join(root, 'one'))).toEqual(expect.arrayContaining(['moved', 'two']));
    await client.remove('one/moved');
    await expect(client.remove('one/moved')).rejects.toMatchObject({ code: 550 });
    expect((await client.remove('one/moved', true)).code).toBe(550);
    await client.removeEmptyDir('one/two/three');
    await client.removeDir('one');
    expect(await readdir(root)).toEqual([]);
  });

  it('mirrors whole trees and clears them', async () => {
    const { client, root, here } = await connected();
    await mkdir(join(here, 'tree', 'deep', 'deeper'), { recursive: true });
    for (const name of ['a', 'deep/b', 'deep/deeper/c d']) await writeFile(join(here, 'tree', name), name);
    await client.uploadFromDir(join(here, 'tree'), 'copy');
    await client.downloadToDir(join(here, 'back'), 'copy');
    for (const name of ['a', 'deep/b', 'deep/deeper/c d']) expect(await readFile(join(here, 'back', name), 'utf8')).toBe(name);
    await client.cd('copy');
    await client.clearWorkingDir();
    expect(await readdir(join(root, 'copy'))).toEqual([]);
  });

  it('tracks progress', async () => {
    const { client } = await connected();
    let overall = 0;
    client.trackProgress((info) => { overall = info.bytesOverall; });
    await client.uploadFrom(Readable.from([Buffer.alloc(100_000)]), 'file');
    client.trackProgress();
    expect(overall).toBe(100_000);
  });

  it('transfers names in UTF-8', async () => {
    const { client, root } = await connected();
    await client.uploadFrom(Readable.from(['x']), 'naïve – ☃.txt');
    expect(await readdir(root)).toEqual(['naïve – ☃.txt']);
    expect((await client.list()).map(({ name }) => name)).toEqual(['naïve – ☃.txt']);
  });

  it('is told what is wrong', async () => {
    const { client, server } = await connected();
    await expect(client.downloadTo(collector().stream, 'missing')).rejects.toMatchObject({ code: 550 });
    await expect(client.uploadFrom(Readable.from(['x']), 'missing/file')).rejects.toMatchObject({ code: 553 });
    await expect(client.cd('missing')).rejects.toMatchObject({ code: 550 });
    expect((await client.send('NOOP')).code).toBe(200);
    const stranger = new Client(10_000);
    onTestFinished(() => stranger.close());
    await expect(stranger.access({ ...server.address, user: 'tester', password: 'wrong' })).rejects.toMatchObject({ code: 530 });
  });
});
