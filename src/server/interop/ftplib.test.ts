import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { served } from '../served.ts';
import { present, run } from './program.ts';

/** Logs in and out again; `ftp` is the connection in between, and a failed assertion the program's end. */
const PROGRAM = (port: number, body: string): string => `
import ftplib, io, socket
ftp = ftplib.FTP(timeout=10)
ftp.connect('127.0.0.1', ${port})
assert ftp.login('tester', 'secret').startswith('230')
def content(name):
    got = io.BytesIO()
    assert ftp.retrbinary('RETR ' + name, got.write).startswith('226')
    return got.getvalue()
${body}
assert ftp.quit().startswith('221')
print('done')
`;

async function python(body: string): Promise<{ root: string; outcome: string }> {
  const { server, root } = await served(onTestFinished);
  await writeFile(join(root, 'file'), 'hello\nworld\n');
  await writeFile(join(root, 'large'), Buffer.alloc(16 * 2 ** 20, 'x'));
  await mkdir(join(root, 'directory'));
  const { code, stdout, stderr } = await run('python3', ['-c', PROGRAM(server.address.port, body)], root);
  return { root, outcome: code === 0 ? stdout.toString().trim() : stderr };
}

describe.skipIf(!present('python3'))('ftplib of Python', () => {
  it('lists, in three ways', async () => {
    const { outcome } = await python(`
lines = []
ftp.dir(lines.append)
assert len(lines) == 3, lines
assert sorted(ftp.nlst()) == ['directory', 'file', 'large']
facts = dict(ftp.mlsd(facts=['type', 'size']))
assert facts['file'] == {'type': 'file', 'size': '12'}, facts
assert facts['directory']['type'] == 'dir'`);
    expect(outcome).toBe('done');
  });

  it('transfers, passive and active, in both types', async () => {
    const { outcome, root } = await python(`
assert content('file') == b'hello\\nworld\\n'
ftp.set_pasv(False)
assert content('file') == b'hello\\nworld\\n'
ftp.storbinary('STOR new', io.BytesIO(bytes(range(256)) * 100))
ftp.set_pasv(True)
ftp.storlines('STOR text', io.BytesIO(b'one\\ntwo\\n'))
lines = []
ftp.retrlines('RETR text', lines.append)
assert lines == ['one', 'two'], lines
ftp.storbinary('APPE new', io.BytesIO(b'end'))`);
    expect(outcome).toBe('done');
    expect((await readFile(join(root, 'new'))).length).toBe(25_603);
    expect(await readFile(join(root, 'text'), 'latin1')).toBe('one\ntwo\n');
  });

  it('restarts a download', async () => {
    const { outcome } = await python(`
got = io.BytesIO()
ftp.retrbinary('RETR file', got.write, rest=6)
assert got.getvalue() == b'world\\n'`);
    expect(outcome).toBe('done');
  });

  it('aborts a download with an urgent ABOR, and the session goes on', async () => {
    const { outcome } = await python(`
ftp.voidcmd('TYPE I')
data = ftp.transfercmd('RETR large')
data.recv(1000)
assert ftp.abort()[:3] in ('426', '225', '226')
data.close()
assert ftp.getmultiline().startswith('226')
assert ftp.voidcmd('NOOP').startswith('200')
assert len(content('large')) == 16 * 2 ** 20`);
    expect(outcome).toBe('done');
  });

  it('works on names and directories', async () => {
    const { outcome, root } = await python(`
assert ftp.mkd('new "directory"') == '/new "directory"'
ftp.cwd('new "directory"')
assert ftp.pwd() == '/new "directory"'
ftp.cwd('..')
ftp.rmd('new "directory"')
ftp.rename('file', 'moved')
assert ftp.size('moved') == 14
ftp.voidcmd('TYPE I')
assert ftp.size('moved') == 12
ftp.delete('large')
for wrong in (lambda: ftp.cwd('missing'), lambda: ftp.delete('missing'), lambda: content('missing')):
    try:
        wrong()
        assert False
    except ftplib.error_perm as error:
        assert str(error).startswith('550'), error
assert ftp.sendcmd('FEAT').startswith('211')`);
    expect(outcome).toBe('done');
    expect(await readFile(join(root, 'moved'), 'latin1')).toBe('hello\nworld\n');
  });
});
