import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { present } from '../../../src/server/interop/program.ts';
import { readClientFinding, type ClientFindingFile } from '../finding.ts';
import { legalServers } from '../../../conformance/legal/all.ts';
import { startLegal } from '../../../conformance/legal/start.ts';
import { furnish, REMOTE } from '../fixtures.ts';
import { bookOf } from './book.ts';
import { exportClientFinding } from './export.ts';

const PUBLISHED = fileURLToPath(new URL('../../../reports/published/fuzz/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ftpspec-client-export-'));
const client = join(folder, 'client.py');
beforeAll(() => writeFileSync(client, CLIENT));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const programs = new Map<ClientFindingFile, Promise<string>>();
function written(finding: ClientFindingFile): Promise<string> {
  const path = join(folder, `${programs.size}.py`);
  const made = programs.get(finding) ?? exportClientFinding(finding).then((text) => { writeFileSync(path, text); return path; });
  programs.set(finding, made);
  return made;
}

/** Runs what `ftpspec replay --export python` writes of a client's finding, with a command line of a client. */
async function runs(finding: ClientFindingFile, ...command: string[]): Promise<{ readonly code: number | null; readonly text: string }> {
  const path = await written(finding);
  return new Promise((resolve) => {
    const child = spawn('python3', [path, ...command], { env: { ...process.env, LIMIT: finding.key?.startsWith('hang') === true ? '2' : '30' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { text += chunk.toString('latin1'); });
    child.on('close', (code) => resolve({ code, text }));
  });
}

/** A command line of the client below. Its word says what is wrong with it. */
function own(fault: string, goal: string): string { return `python3 ${client} ${fault} {host} {port} {user} {password} ${goal}`; }

const login = { call: 'access', password: 'right', secure: false } as const;
const day = (key: string, scenario: ClientFindingFile['scenario']): ClientFindingFile => ({ ftpspec: 'client finding', title: 'what is wrong', key, scenario });
const cut = day('false success FTP-CLI-R8 download reset data', { habits: [], tricks: [{ trick: 'data', nth: 1, after: 1000, how: 'reset', known: true }], calls: [{ call: 'download', path: 'big.bin', startAt: 0 }], alone: true });
const silent = day('hang FTP-CLI-R16 download deadline', { habits: [], tricks: [{ trick: 'reply', on: 'QUIT', turn: 'last', nth: 1, reply: { do: 'cut', after: 0, ending: 'silence' } }], calls: [{ call: 'download', path: 'small.txt', startAt: 0 }], alone: true });
const climbing = day('escape FTP-CLI-R23', { habits: ['verbs/no-facts'], tricks: [{ trick: 'listing', nth: 0, entries: [{ name: '../led.txt', directory: false }] }], calls: [{ call: 'downloadToDir', path: '' }], alone: true });
const stored = day('value FTP-CLI-R9 upload other bytes', { habits: ['codes/125-for-150'], tricks: [], calls: [{ call: 'upload', path: 'new.bin', local: 'up.bin' }], alone: true });
const shown = day('value FTP-CLI-R21 list an entry', { habits: ['listings/dos'], tricks: [], calls: [{ call: 'list', path: '' }], alone: true });
const clear = day('false success FTP-CLI-R11 access words in clear', { habits: [], tricks: [{ trick: 'reply', on: 'AUTH', turn: 'last', nth: 0, reply: { do: 'behind', text: '331 go on\r\n230 you are in\r\n' } }], calls: [{ ...login, password: 'wrong', secure: true }] });
const open = day('clear FTP-CLI-R25 access login', { habits: [], tricks: [{ trick: 'reply', on: 'AUTH', turn: 'last', nth: 0, reply: { do: 'code', code: 502 } }], calls: [{ ...login, secure: true }] });
const published = (path: string): ClientFindingFile => readClientFinding(`${PUBLISHED}${path}.json`);

describe.runIf(present('python3')).concurrent('a finding of a client as a Python program that is its server', { timeout: 120_000 }, () => {
  it.each<readonly [string, ClientFindingFile, string, string]>([
    ['120 is taken for 220', published('ftplib/false-failure-ftp-cli-r1-download-takes-120-for-220'), own('none', 'get {name}'), own('patient', 'get {name}')],
    ['a text that is not UTF-8', published('ftplib/false-failure-ftp-cli-r17-download-exit-status-codec-can-t-decode-byte-xfc-in'), own('none', 'get {name}'), own('latin', 'get {name}')],
    ['350 for done', published('basic-ftp/false-success-ftp-cli-r11-3yz'), own('believes', 'rmd {name}'), own('none', 'rmd {name}')],
    ['a path in quotes', published('basic-ftp/value-ftp-cli-r17-pwd-doubled-quotes'), own('raw', `pwd 'q"uote'`), own('none', `pwd 'q"uote'`)],
    ['half a file', cut, own('believes', 'get {name}'), own('none', 'get {name}')],
    ['a file stored without its end', stored, own('short', 'put {name}'), own('none', 'put {name}')],
    ['an entry that is not shown', shown, own('hides', 'list'), own('none', 'list')],
    ['a wait without an end', silent, own('waits', 'get {name}'), own('leaves', 'get {name}')],
    ['a name that leads elsewhere', climbing, own('climbs', 'mirror'), own('none', 'mirror')],
    ['words in clear behind AUTH', clear, own('clear', 'tls'), own('none', 'tls')],
    ['a login in clear where AUTH is refused', open, own('open', 'tls'), own('none', 'tls')],
  ])('shows with one client and not with another: %s', async (_, finding, wrong, right) => {
    const [bad, good] = await Promise.all([runs(finding, wrong), runs(finding, right)]);
    expect(bad).toMatchObject({ code: 1, text: expect.stringContaining('\nIt shows: ') as string });
    expect(good).toMatchObject({ code: 0, text: expect.stringContaining('\nIt does not show.') as string });
  });

  // Another address of this machine is to be had on Linux alone.
  it.runIf(process.platform === 'linux')('sees who follows 227 to another host', async () => {
    const finding = published('wget/stranger-ftp-cli-r20');
    expect(await runs(finding, own('follows', 'get {name}'))).toMatchObject({ code: 1 });
    expect(await runs(finding, own('none', 'get {name}'))).toMatchObject({ code: 0 });
  });

  it.runIf(present('curl'))('shows with curl what curl was found by', async () => {
    const ran = await runs(published('curl/false-failure-ftp-cli-r1-download-exit-status-curl-got-a-ftp-server-respon'), 'curl -sS --max-time 20 ftp://{user}:{password}@{host}:{port}/{path} -o {name}');
    expect(ran).toMatchObject({ code: 1, text: expect.stringMatching(/S 120 Service ready soon[^]*curl: \(8\) Got a 120[^]*It shows/) as string });
  });

  it('takes a command of many words, without a shell, and serves who comes by hand where there is none', async () => {
    const words = ['python3', client, 'none', '{host}', '{port}', '{user}', '{password}', 'get', '{name}'];
    expect(await runs(cut, ...words)).toMatchObject({ code: 0 });
    const child = spawn('python3', [await written(cut)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const text = await new Promise<string>((resolve) => {
      let all = '';
      child.stdout.on('data', (chunk: Buffer) => {
        all += chunk.toString();
        const port = /^listening on 127\.0\.0\.1 port (\d+)/m.exec(all)?.[1];
        if (port === undefined || all.includes('--- by hand')) return;
        all += '--- by hand';
        spawn('python3', [client, 'none', '127.0.0.1', port, 'tester', 'secret', 'get', 'big.bin'], { cwd: folder, stdio: 'ignore' });
      });
      child.on('close', () => resolve(all));
    });
    expect(text).toContain('C RETR big.bin');
    expect(child.exitCode).toBe(0);
  });
});

/** Of each topic one, and those that end sessions, name files otherwise or know no passive connections. */
const UNUSUAL = legalServers.filter(({ id }, at) => legalServers.findIndex((one) => one.id.split('/')[0] === id.split('/')[0]) === at || /one-attempt|closes-after-530|no-extended-addresses|drive-letter|no-password/.test(id));

it.each(UNUSUAL.filter(({ wire }) => wire === undefined).map((legal) => [legal.id, legal] as const))('a book has what a server says that is unusual: %s', async (_, legal) => {
  const started = await startLegal(legal);
  try {
    await furnish(started.testee.root!, REMOTE);
    const { replies, listings } = await bookOf(started.testee);
    expect(replies['[connected]']?.at(-1)).toMatch(/^220/);
    expect(replies['RETR /small.txt']).toHaveLength(2);
    expect(listings['LIST /sub']).toContain('one.txt');
    expect(replies['QUIT']?.[0]).toMatch(/^221/);
  } finally {
    await started.stop();
  }
});

/** A client on ftplib; its first word is what is wrong with it. */
const CLIENT = String.raw`
import ftplib, os, re, ssl, sys
fault, host, port, user, password, goal = sys.argv[1:7]
name = (sys.argv + [""])[7]


class Patient(ftplib.FTP):
    def getresp(self):
        reply = super().getresp()
        return self.getresp() if reply.startswith("120") else reply


def tls():
    ftp = ftplib.FTP_TLS(context=ssl._create_unverified_context(), timeout=20)
    ftp.connect(host, int(port))
    try:
        ftp.login(user, password)
    except ftplib.Error:
        if fault == "open":
            ftplib.FTP.login(ftp, user, password)
        elif fault != "clear":
            raise


if goal == "tls":
    tls()
    sys.exit()
ftp = (Patient if fault == "patient" else ftplib.FTP)(timeout=20, encoding="latin-1" if fault == "latin" else "utf-8")
ftp.trust_server_pasv_ipv4_address = fault == "follows"
ftp.connect(host, int(port))
ftp.login(user, password)
try:
    if goal == "get":
        with open(name, "wb") as file:
            ftp.retrbinary("RETR " + name, file.write)
    if goal == "put":
        raw = open(name, "rb").read()
        open(name, "wb").write(raw[:-1] if fault == "short" else raw)
        with open(name, "rb") as file:
            ftp.storbinary("STOR " + name, file)
    if goal == "rmd":
        reply = ftp.sendcmd("RMD " + name)
        if not reply.startswith("2") and fault != "believes":
            sys.exit(reply)
    if goal == "pwd":
        ftp.cwd(name)
        print(ftp.sendcmd("PWD") if fault == "raw" else ftp.pwd())
    if goal == "list":
        ftp.retrlines("LIST", lambda line: None if fault == "hides" and "small" in line else print(line))
    if goal == "mirror":
        names = []
        ftp.retrlines("LIST", lambda line: names.append(line.split()[-1]))
        for one in names:
            if fault == "climbs" or "/" not in one:
                open(one, "w").close()
except (OSError, ftplib.Error, EOFError):
    if fault != "believes":
        raise
if fault == "leaves":
    ftp.close()
elif fault == "waits":
    ftp.sock.settimeout(None)
    ftp.quit()
elif goal != "get" or fault != "believes":
    ftp.quit()
`;
