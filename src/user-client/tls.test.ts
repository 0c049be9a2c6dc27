import { execFile } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ftpPlace, type FtpPlace } from './ftp-place.ts';
import { getUrl, listUrl, putUrl, type OneShotOptions } from './one-shot.ts';
import { parseRemoteUrl, type RemoteUrl } from './remote-url.ts';
import { TEST_CERTIFICATE } from './tls-fixture.ts';
import { TlsNetwork } from './tls-network.ts';

let place: FtpPlace;
beforeAll(async () => { place = await ftpPlace(); });
afterAll(() => place.remove());

const SCHEMES = { explicit: 'ftpes', implicit: 'ftps' } as const;

async function network(begins: 'explicit' | 'implicit') {
  const secured = await TlsNetwork.start(place.port, begins);
  onTestFinished(() => secured.stop());
  const at = (path: string): RemoteUrl => parseRemoteUrl(`${SCHEMES[begins]}://alice:secret@127.0.0.1:${secured.port}/${path}`, () => 0);
  return { secured, at };
}

function options(changes: Partial<OneShotOptions> = {}): OneShotOptions {
  return { retries: 0, timeout: 5000, insecure: true, resume: true, clock: { now: () => performance.now(), wait: async () => {} }, log: () => {}, say: () => {}, signal: new AbortController().signal, progress: () => {}, ...changes };
}

describe.each(['explicit', 'implicit'] as const)('FTP over TLS, %s', (begins) => {
  test('moves files and listings over protected connections; no name and no password crosses in clear', async () => {
    const { secured, at } = await network(begins);
    const body = Buffer.alloc(3_000_000, 'over TLS\r\n');
    await writeFile(join(place.local, `sent-${begins}`), body);
    await putUrl(join(place.local, `sent-${begins}`), at(`stored-${begins}`), options());
    expect(body.equals(await readFile(join(place.root, `stored-${begins}`)))).toBe(true);
    await getUrl(at(`stored-${begins}`), join(place.local, `got-${begins}`), false, options());
    expect(body.equals(await readFile(join(place.local, `got-${begins}`)))).toBe(true);
    expect((await listUrl(at(''), options())).map(({ name }) => name)).toContain(`stored-${begins}`);
    expect(secured.protectedData).toBe(3);
    expect(secured.verbs.filter((verb) => !verb.startsWith('*'))).toEqual(begins === 'explicit' ? ['AUTH', 'AUTH', 'AUTH'] : []);
    expect(secured.verbs).toEqual(expect.arrayContaining(['*PASS', '*PBSZ', '*PROT', '*RETR']));
  });

  test('a certificate that nobody vouches for is refused before the password is said, and not tried again', async () => {
    const { secured, at } = await network(begins);
    await expect(listUrl(at(''), options({ insecure: false, retries: 3 }))).rejects.toMatchObject({ code: 'UNREACHABLE', transient: false, message: expect.stringContaining('self-signed certificate'), hint: expect.stringContaining('--insecure') });
    expect(secured.verbs.filter((verb) => verb.startsWith('*'))).toEqual([]);
  });

  test('an interrupted upload is no whole file on the server', async () => {
    const { at } = await network(begins);
    await writeFile(join(place.local, 'large'), Buffer.alloc(16 << 20, 'x'));
    const abort = new AbortController();
    await expect(putUrl(join(place.local, 'large'), at(`cut-${begins}`), options({ signal: abort.signal, progress: (done) => { if (done > 1 << 20) abort.abort(); } }))).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await readdir(place.root)).not.toContain(`cut-${begins}`);
  });
});

test('a certificate of a known authority needs no --insecure', async () => {
  const { secured } = await network('explicit');
  const authority = join(place.local, 'authority.pem');
  await writeFile(authority, TEST_CERTIFICATE);
  await writeFile(join(place.root, 'known.txt'), 'known');
  const words = ['--import', import.meta.resolve('tsx'), new URL('../cli/main.ts', import.meta.url).pathname, 'ls', `ftpes://alice:secret@127.0.0.1:${secured.port}/`];
  const { stdout } = await promisify(execFile)(process.execPath, words, { env: { ...process.env, NODE_EXTRA_CA_CERTS: authority } });
  expect(stdout).toContain('known.txt');
});

test('a server without TLS is told apart: AUTH is refused, and to TLS from the start it says no TLS', async () => {
  const at = (scheme: string): RemoteUrl => parseRemoteUrl(`${scheme}://alice:secret@127.0.0.1:${place.port}/`, () => 0);
  const said: string[] = [];
  await expect(listUrl(at('ftpes'), options({ log: (line) => { said.push(line); } }))).rejects.toMatchObject({ code: 'REFUSED', hint: expect.stringContaining('crosses in clear') });
  expect(said.filter((line) => line.startsWith('> '))).toEqual(['> AUTH TLS', '> QUIT']);
  await expect(listUrl(at('ftps'), options({ retries: 2 }))).rejects.toMatchObject({ code: 'UNREACHABLE', transient: false, hint: expect.stringContaining('ftpes://') });
});
