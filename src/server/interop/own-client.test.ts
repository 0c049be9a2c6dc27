import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'basic-ftp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { getUrl, listUrl, putUrl, type OneShotOptions } from '../../user-client/one-shot.ts';
import { parseRemoteUrl } from '../../user-client/remote-url.ts';
import { TEST_CERTIFICATE, TEST_KEY } from '../../user-client/tls-fixture.ts';
import { served } from '../served.ts';
import { TLS_DEFAULTS, type TlsSettings } from '../tls-settings.ts';
import { present, run } from './program.ts';

const CONTENT = Buffer.from(Array.from({ length: 300_000 }, (_, n) => n % 251));
const WAYS = ['explicit', 'implicit'] as const;

/** A server that insists on TLS, with a file, and a directory of the client's own. */
async function prepared(changes: Partial<TlsSettings> = {}) {
  const { server, root } = await served(onTestFinished, { tls: { ...TLS_DEFAULTS, certificate: TEST_CERTIFICATE, key: TEST_KEY, implicitPort: 0, required: true, clearing: true, ...changes } });
  const here = await mkdtemp(join(tmpdir(), 'ftpspec-tls-'));
  onTestFinished(() => rm(here, { recursive: true, force: true }));
  await writeFile(join(root, 'file.bin'), CONTENT);
  await writeFile(join(here, 'local.bin'), CONTENT);
  return { root, here, port: { explicit: server.address.port, implicit: server.implicitAddress!.port } };
}

describe.each(WAYS)('%s TLS', (way) => {
  it.each(['offered', 'required'] as const)('takes basic-ftp up and down, sessions being %s', async (sessionReuse) => {
    const { root, here, port } = await prepared({ sessionReuse });
    const client = new Client(10_000);
    onTestFinished(() => client.close());
    await client.access({ host: '127.0.0.1', port: port[way], user: 'tester', password: 'secret', secure: way === 'implicit' ? 'implicit' : true, secureOptions: { rejectUnauthorized: false } });
    expect((await client.list()).map(({ name }) => name)).toEqual(['file.bin']);
    await client.uploadFrom(join(here, 'local.bin'), 'up.bin');
    await client.downloadTo(join(here, 'down.bin'), 'up.bin');
    expect((await readFile(join(root, 'up.bin'))).equals(CONTENT) && (await readFile(join(here, 'down.bin'))).equals(CONTENT)).toBe(true);
  });

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

  it.skipIf(!present('curl')).each(['offered', 'required'] as const)('takes curl up and down, sessions being %s', async (sessionReuse) => {
    const { root, here, port } = await prepared({ sessionReuse });
    const curl = (path: string, ...args: string[]) => run('curl', ['--silent', '--show-error', '--verbose', '--max-time', '10', '--noproxy', '*', '--insecure', '--ssl-reqd', '--user', 'tester:secret', ...args, `${way === 'implicit' ? 'ftps' : 'ftp'}://127.0.0.1:${port[way]}/${path}`], here);
    // Passive only: some versions of curl begin no handshake on the connection that a server opens.
    const down = await curl('file.bin');
    expect([down.code, down.stdout.equals(CONTENT)]).toEqual([0, true]);
    expect(down.stderr).toContain('> PROT P');
    expect((await curl('sub/up.bin', '--upload-file', 'local.bin', '--ftp-create-dirs')).code).toBe(0);
    expect((await readFile(join(root, 'sub/up.bin'))).equals(CONTENT)).toBe(true);
    expect((await curl('', '--list-only')).stdout.toString()).toContain('file.bin');
  });
});

describe('explicit TLS', () => {
  it.skipIf(!present('python3'))('takes FTP_TLS of Python, which ends TLS by unwrap, and CCC', async () => {
    const { root, port } = await prepared();
    const { code, stdout, stderr } = await run('python3', ['-c', `
import ftplib, io, ssl
ftp = ftplib.FTP_TLS(timeout=10, context=ssl._create_unverified_context())
ftp.connect('127.0.0.1', ${port.explicit})
ftp.login('tester', 'secret')
ftp.prot_p()
def content():
    got = io.BytesIO()
    assert ftp.retrbinary('RETR file.bin', got.write).startswith('226')
    return got.getvalue()
assert len(content()) == 300000
assert ftp.storbinary('STOR up.bin', io.BytesIO(content())).startswith('226')
assert sorted(ftp.nlst()) == ['file.bin', 'up.bin']
ftp.ccc()
assert ftp.pwd() == '/'
assert len(content()) == 300000
assert ftp.quit().startswith('221')
print('done')`], root);
    expect([code, stdout.toString().trim(), stderr]).toEqual([0, 'done', '']);
    expect((await readFile(join(root, 'up.bin'))).equals(CONTENT)).toBe(true);
  });

  it.skipIf(!present('lftp')).each([['passive', 'yes'], ['active', 'no']])('takes lftp, mirroring down, %s', async (_, passive) => {
    const { here, port } = await prepared();
    const { code, stderr } = await run('lftp', ['-c', `set net:timeout 5; set ftp:passive-mode ${passive}; set net:max-retries 1; set ssl:verify-certificate no; set ftp:ssl-force yes; set ftp:ssl-protect-data yes; open -u tester,secret -p ${port.explicit} 127.0.0.1; mirror . mirrored`], here);
    expect([code, stderr]).toEqual([0, '']);
    expect((await readFile(join(here, 'mirrored/file.bin'))).equals(CONTENT)).toBe(true);
  });
});
