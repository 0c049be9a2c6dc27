import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { getUrl, listUrl, putUrl, type OneShotOptions } from '../../user-client/one-shot.ts';
import { parseRemoteUrl } from '../../user-client/remote-url.ts';
import { TEST_CERTIFICATE, TEST_KEY } from '../../user-client/tls-fixture.ts';
import { served } from '../served.ts';
import { TLS_DEFAULTS } from '../tls-settings.ts';

const CONTENT = Buffer.from(Array.from({ length: 300_000 }, (_, n) => n % 251));
const WAYS = ['explicit', 'implicit'] as const;

/** A server that insists on TLS, with a file, and a directory of the client's own. */
async function prepared() {
  const { server, root } = await served(onTestFinished, { tls: { ...TLS_DEFAULTS, certificate: TEST_CERTIFICATE, key: TEST_KEY, implicitPort: 0, required: true, clearing: true } });
  const here = await mkdtemp(join(tmpdir(), 'ftpspec-tls-'));
  onTestFinished(() => rm(here, { recursive: true, force: true }));
  await writeFile(join(root, 'file.bin'), CONTENT);
  await writeFile(join(here, 'local.bin'), CONTENT);
  return { root, here, port: { explicit: server.address.port, implicit: server.implicitAddress!.port } };
}

describe.each(WAYS)('%s TLS', (way) => {
  it('takes ftpspec get, put and ls', async () => {
    const { root, here, port } = await prepared();
    const at = (path: string) => parseRemoteUrl(`${way === 'implicit' ? 'ftps' : 'ftpes'}://tester:secret@127.0.0.1:${port[way]}/${path}`, () => 0);
    const options: OneShotOptions = { retries: 0, timeout: 5000, insecure: true, resume: true, clock: { now: () => performance.now(), wait: async () => {} }, log: () => {}, say: () => {}, signal: new AbortController().signal, progress: () => {} };
    await putUrl(join(here, 'local.bin'), at('put.bin'), options);
    expect((await readFile(join(root, 'put.bin'))).equals(CONTENT)).toBe(true);
    await getUrl(at('put.bin'), join(here, 'got.bin'), false, options);
    expect((await readFile(join(here, 'got.bin'))).equals(CONTENT)).toBe(true);
    expect((await listUrl(at(''), options)).map(({ name }) => name).sort()).toEqual(['file.bin', 'put.bin']);
  });
});
