import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { claimPort } from '../../conformance/claimed-port.ts';
import { writeSample } from '../cli/sample-tree.ts';
import { ReferenceServer } from '../server/reference-server.ts';
import type { Clock } from './clock.ts';
import { ftpPlace, type FtpPlace } from './ftp-place.ts';
import { getUrl, listUrl, putUrl, type OneShotOptions } from './one-shot.ts';
import { parseRemoteUrl, type RemoteUrl } from './remote-url.ts';

let place: FtpPlace;
beforeAll(async () => {
  place = await ftpPlace();
  await writeSample(place.root);
});
afterAll(() => place.remove());

const MEBIBYTE = 1 << 20;
const sha256 = async (path: string): Promise<string> => createHash('sha256').update(await readFile(path)).digest('hex');
const there = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);

/** Options whose clock does not wait, and what was said and waited for. */
function quick(changes: Partial<OneShotOptions> = {}) {
  const [said, waits]: [string[], number[]] = [[], []];
  const clock: Clock = { now: () => performance.now(), wait: async (milliseconds) => { waits.push(milliseconds); } };
  const options: OneShotOptions = { retries: 5, timeout: 5000, insecure: false, resume: true, clock, log: () => {}, say: (line) => { said.push(line); }, signal: new AbortController().signal, progress: () => {}, ...changes };
  return { options, said, waits };
}

/** A URL of a user; the path is encoded. */
function at(path: string, port = place.port, user = 'alice:secret'): RemoteUrl {
  return parseRemoteUrl(`ftp://${user}@127.0.0.1:${port}/${path.split('/').map(encodeURIComponent).join('/')}`, () => 0);
}

test('every file of the sample comes and goes unchanged, names with spaces and UTF-8 included', async () => {
  const { options, said } = quick();
  await mkdir(join(place.root, 'back'));
  const files = (await readdir(place.root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(files).toHaveLength(9);
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name);
    const to = join(place.local, 'came', entry.name);
    await mkdir(join(place.local, 'came'), { recursive: true });
    await getUrl(at(path.slice(place.root.length + 1)), to, false, options);
    await putUrl(to, at('back/'), options);
    expect([await sha256(to), await sha256(join(place.root, 'back', entry.name))]).toEqual(Array(2).fill(await sha256(path)));
  }
  expect(said).toEqual([]);
  expect([...await readdir(join(place.local, 'came')), ...await readdir(join(place.root, 'back'))].filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('lists a directory', async () => {
  const entries = await listUrl(at('pub'), quick().options);
  expect(entries.map(({ name, type, size }) => ({ name, type, size })).sort((a, b) => a.name.localeCompare(b.name))).toEqual([{ name: 'bytes.bin', type: 'file', size: 256 }, { name: 'lines.txt', type: 'file', size: 14 }]);
});

test.each([['cut'], ['cut data']] as const)('goes on with a download after "%s"', async (kind) => {
  const network = await place.faulty({ after: 3 * MEBIBYTE, kind });
  const { options, said, waits } = quick();
  const to = join(place.local, `resumed ${kind}`);
  const moved = await getUrl(at('ten-mebibytes.bin', network.port), to, false, options);
  expect(moved.resumedAt).toBeGreaterThan(0);
  expect(moved.resumedAt).toBeLessThanOrEqual(3 * MEBIBYTE);
  expect([network.connections, waits, said]).toEqual([2, [1000], [expect.stringMatching(/; trying again in 1 s \(1 of 5\)$/)]]);
  expect(await sha256(to)).toBe(await sha256(join(place.root, 'ten-mebibytes.bin')));
  expect(await there(`${to}.part`)).toBe(false);
});

test('fetches the whole file again after a cut with resume off', async () => {
  const network = await place.faulty({ after: 3 * MEBIBYTE, kind: 'cut' });
  const to = join(place.local, 'whole');
  expect((await getUrl(at('ten-mebibytes.bin', network.port), to, false, quick({ resume: false }).options)).resumedAt).toBe(0);
  expect(await sha256(to)).toBe(await sha256(join(place.root, 'ten-mebibytes.bin')));
});

test('goes on with an upload whose data connection was cut', async () => {
  const from = join(place.root, 'ten-mebibytes.bin');
  const network = await place.faulty({ after: 3 * MEBIBYTE, kind: 'cut data' });
  const part = join(place.root, 'uploaded.bin.part');
  // The next attempt comes when the server has kept what it got.
  const wait = async (): Promise<void> => { await vi.waitFor(async () => expect(await there(part)).toBe(true)); };
  const { options, said } = quick();
  const moved = await putUrl(from, at('uploaded.bin', network.port), { ...options, clock: { ...options.clock, wait } });
  expect([said.length, moved.resumedAt]).toEqual([1, 3 * MEBIBYTE]);
  expect(await sha256(join(place.root, 'uploaded.bin'))).toBe(await sha256(from));
  expect(await there(part)).toBe(false);
});

test('a cut upload never shows under its final name', async () => {
  const network = await place.faulty({ after: MEBIBYTE, kind: 'cut' });
  await expect(putUrl(join(place.root, 'ten-mebibytes.bin'), at('never.bin', network.port), quick({ retries: 0 }).options)).rejects.toMatchObject({ code: 'UNREACHABLE' });
  expect(await there(join(place.root, 'never.bin'))).toBe(false);
});

test('replaces an existing remote file when the new one is complete', async () => {
  await writeFile(join(place.root, 'old.txt'), 'old and longer than the new one');
  await writeFile(join(place.local, 'new.txt'), 'new');
  await putUrl(join(place.local, 'new.txt'), at('old.txt'), quick().options);
  expect(await readFile(join(place.root, 'old.txt'), 'utf8')).toBe('new');
});

test('starts again where the remote file is newer than the part, or shorter', async () => {
  await writeFile(join(place.root, 'changed.txt'), 'the new content');
  const to = join(place.local, 'changed.txt');
  await writeFile(`${to}.part`, 'the old');
  await utimes(`${to}.part`, new Date(0), new Date(0));
  expect((await getUrl(at('changed.txt'), to, false, quick().options)).resumedAt).toBe(0);
  await writeFile(`${to}.part`, 'longer than the remote file is');
  expect((await getUrl(at('changed.txt'), to, true, quick().options)).resumedAt).toBe(0);
  expect(await readFile(to, 'utf8')).toBe('the new content');
});

test('starts an upload again where the local file is newer than the part', async () => {
  await writeFile(join(place.root, 'stale.txt.part'), 'something');
  await utimes(join(place.root, 'stale.txt.part'), new Date(0), new Date(0));
  await writeFile(join(place.local, 'stale.txt'), 'entirely different');
  expect((await putUrl(join(place.local, 'stale.txt'), at('stale.txt'), quick().options)).resumedAt).toBe(0);
  expect(await readFile(join(place.root, 'stale.txt'), 'utf8')).toBe('entirely different');
});

test('tries again until the server listens', async () => {
  const claim = await claimPort();
  const { port } = claim;
  const waits: number[] = [];
  let server: ReferenceServer | null = null;
  const clock: Clock = {
    now: () => 0,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      if (waits.length === 2) server = await ReferenceServer.start({ root: place.root, port });
    },
  };
  try {
    const moved = await getUrl(parseRemoteUrl(`ftp://127.0.0.1:${port}/data.json`, () => 0), join(place.local, 'late.json'), false, quick({ clock }).options);
    expect([waits, moved.size]).toEqual([[1000, 2000], (await stat(join(place.root, 'data.json'))).size]);
  } finally {
    await (server as ReferenceServer | null)?.stop(0);
    await claim.release();
  }
});

test('does not try again what is refused for good', async () => {
  const { options, waits } = quick();
  await expect(getUrl(at('missing.txt'), join(place.local, 'missing.txt'), false, options)).rejects.toMatchObject({ code: 'REFUSED', reply: 550 });
  await expect(listUrl(at('missing'), options)).rejects.toMatchObject({ code: 'REFUSED', reply: 450 });
  await expect(listUrl(at('', place.port, 'alice:wrong'), options)).rejects.toMatchObject({ code: 'REFUSED', reply: 530 });
  await expect(putUrl(join(place.root, 'data.json'), at('bob.json', place.port, 'bob:pw'), options)).rejects.toMatchObject({ code: 'REFUSED' });
  expect(waits).toEqual([]);
  expect((await readdir(place.local)).filter((name) => name.startsWith('missing'))).toEqual([]);
});

test('says nothing to the server when the local file is missing, a directory, or in the way', async () => {
  const network = await place.faulty({ after: Infinity, kind: 'hold' });
  const { options } = quick();
  await expect(putUrl(join(place.local, 'nothing'), at('x', network.port), options)).rejects.toMatchObject({ code: 'LOCAL_FILE', message: expect.stringContaining('does not exist') });
  await expect(putUrl(place.local, at('x', network.port), options)).rejects.toMatchObject({ code: 'LOCAL_FILE', message: expect.stringContaining('a directory') });
  await writeFile(join(place.local, 'here.txt'), 'mine');
  await expect(getUrl(at('data.json', network.port), join(place.local, 'here.txt'), false, options)).rejects.toMatchObject({ code: 'LOCAL_FILE', hint: 'Add -o to overwrite it.' });
  await expect(getUrl(at('data.json', network.port), join(place.local, 'no', 'where'), false, options)).rejects.toMatchObject({ code: 'LOCAL_FILE' });
  await expect(getUrl(at('pub/', network.port), undefined, false, options)).rejects.toMatchObject({ code: 'USAGE' });
  expect([network.connections, await readFile(join(place.local, 'here.txt'), 'utf8')]).toEqual([0, 'mine']);
});

test('an interrupted download leaves only its part, and is gone on with', async () => {
  const network = await place.faulty({ after: 2 * MEBIBYTE, kind: 'hold' });
  const controller = new AbortController();
  const to = join(place.local, 'interrupted.bin');
  const { options, waits } = quick({ signal: controller.signal, progress: (done) => { if (done > 1000) controller.abort(); } });
  await expect(getUrl(at('ten-mebibytes.bin', network.port), to, false, options)).rejects.toMatchObject({ code: 'ABORTED' });
  expect([await there(to), waits]).toEqual([false, []]);
  const { size } = await stat(`${to}.part`);
  expect((await getUrl(at('ten-mebibytes.bin'), to, false, quick().options)).resumedAt).toBe(size);
  expect(await sha256(to)).toBe(await sha256(join(place.root, 'ten-mebibytes.bin')));
});

test('a part that is whole already is only renamed', async () => {
  const to = join(place.local, 'complete.txt');
  await writeFile(`${to}.part`, await readFile(join(place.root, 'medium.txt')));
  expect((await getUrl(at('medium.txt'), to, false, quick().options)).resumedAt).toBe(49_600);
  expect([await there(`${to}.part`), await sha256(to)]).toEqual([false, await sha256(join(place.root, 'medium.txt'))]);
});

test.runIf(process.platform === 'linux')('a full disk is a local fault, after which nothing is tried again', async () => {
  const to = join(place.local, 'full.bin');
  await symlink('/dev/full', `${to}.part`);
  const { options, waits } = quick();
  await expect(getUrl(at('one-mebibyte.bin'), to, false, options)).rejects.toMatchObject({ code: 'LOCAL_FILE', message: expect.stringContaining('the disk is full') });
  expect([waits, await there(to)]).toEqual([[], false]);
});

test('a local file that becomes shorter during the upload is a local fault, and not stored', async () => {
  const from = join(place.local, 'shrinking.bin');
  await writeFile(from, Buffer.alloc(20 * MEBIBYTE));
  const shrunk: Promise<void>[] = [];
  const progress = (done: number): void => { if (done > 0 && shrunk.length === 0) shrunk.push(truncate(from, 100)); };
  await expect(putUrl(from, at('shrinking.bin'), quick({ progress }).options)).rejects.toMatchObject({ code: 'LOCAL_FILE', message: expect.stringContaining('shorter') });
  await Promise.all(shrunk);
  expect(await there(join(place.root, 'shrinking.bin'))).toBe(false);
});

test('logs what is said, without the password', async () => {
  const lines: string[] = [];
  await listUrl(at(''), quick({ log: (line) => { lines.push(line); } }).options);
  expect(lines).toContain('> USER alice');
  expect(lines.join('\n')).not.toContain('secret');
});

test('a server that cannot rename gets the final name, and an interrupted upload as a failure', async () => {
  const server = await ReferenceServer.start({ root: place.root, users: [{ name: 'alice', password: 'secret', readOnly: false }] }, { reply: (bytes, on) => (on === 'RNFR' ? Buffer.from('502 Not implemented.\r\n') : bytes) });
  try {
    const { port } = server.address;
    await putUrl(join(place.root, 'data.json'), at('direct.json', port), quick().options);
    expect(await sha256(join(place.root, 'direct.json'))).toBe(await sha256(join(place.root, 'data.json')));
    const controller = new AbortController();
    const { options } = quick({ signal: controller.signal, progress: (done) => { if (done > MEBIBYTE) controller.abort(); } });
    await expect(putUrl(join(place.root, 'ten-mebibytes.bin'), at('half.bin', port), options)).rejects.toMatchObject({ code: 'ABORTED' });
  } finally {
    await server.stop(1000);
  }
  expect((await readdir(place.root)).filter((name) => /^(half|direct)/.test(name))).toEqual(['direct.json']);
});
