import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { gradeSubmission } from './grade-submission.ts';
import { LIMITS } from './isolation/isolation.ts';
import type { Grade } from './grade.ts';
import { planAssignment } from './plan.ts';
import { parseAssignment } from './read-assignment.ts';
import { ENGLISH } from './texts/texts.ts';

const place = mkdtempSync(join(tmpdir(), 'ftpspec-hostile-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const plan = planAssignment(parseAssignment('a.yaml', `name: Hostile
items: [{ name: Login, points: 4, checks: [access/logs-in-and-out, access/quit-before-login, files/list-of-a-directory, transfer/pasv-download] }]
time: { reply: 400ms, start: 3s, build: 2s, run: 12s }
limits: { memory: 200MiB, processes: 40, disk: 64MiB, file-size: 32MiB, output: 64KiB, cpu: 20s }
`));

/** A server that does `body` for each client: `client` is its socket, `line(text)` writes one. */
const server = (body: string): string => `
import os, socket, sys, threading, time, subprocess, signal
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
def serve(client):
    line = lambda text: client.sendall(text.encode() + b"\\r\\n")
    try:
${body.trim().split('\n').map((one) => `        ${one}`).join('\n')}
    except OSError:
        pass
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
`;

let number = 0;
async function graded(program: string, options: { build?: string; most?: number } = {}): Promise<Grade> {
  const directory = join(place, String(number += 1));
  mkdirSync(directory);
  writeFileSync(join(directory, 'server.py'), program);
  const began = performance.now();
  const grade = await gradeSubmission({
    plan, isolation: LIMITS, language: ENGLISH, copy: true, key: '', signal: new AbortController().signal, reproduce: (id) => id,
    submission: { id: `s${number}`, directory, spawn: 'python3 server.py {port} {root}', build: options.build ?? null, user: 'u', password: 'p' },
  });
  // Declared: a second's build, three to start, twelve to run, and a little to end.
  expect(performance.now() - began).toBeLessThan(35_000);
  // A reply that is always the same may have the right first digit once.
  expect(grade.score).toBeLessThanOrEqual(options.most ?? 0.25);
  return grade;
}

/** Command lines of the processes that still run, with a mark of ours in them. */
function left(mark: string): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try { return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(mark) ? [pid] : []; } catch { return []; }
  });
}

test.concurrent.each([
  ['never accepting', 'import socket, sys, time\ns = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=0)\ntime.sleep(600)'],
  ['accepting and saying nothing', server('time.sleep(600)')],
  ['an endless line', server('while True: client.sendall(b"2" * 65536)')],
  ['endless replies', server('while True: line("220 hello")')],
  ['an endless multi-line reply', server('line("220-hello")\nwhile True: line("more")')],
  ['a server that ends at once', 'raise SystemExit(3)'],
  ['a server that dies at the first command', server('line("220 hi")\nclient.recv(10)\nos._exit(1)')],
])('%s costs no more than its limit and earns nothing', async (_, program) => {
  const grade = await graded(program);
  expect(['graded', 'cut-short', 'not-started']).toContain(grade.status);
  expect(grade.checks.every(({ verdict }) => ['blocked', 'fail', 'crash', 'skipped', 'flaky'].includes(verdict))).toBe(true);
}, 60_000);

test.concurrent('endless output is dropped, and ends the server when it is a flood', async () => {
  const grade = await graded('import sys\nwhile True: sys.stdout.write("x" * 65536)');
  expect([grade.status, grade.message]).toEqual(['not-started', expect.stringMatching(/killed: it printed more than \d+ bytes/)]);
  expect(grade.message!.length).toBeLessThan(20_000);
}, 60_000);

test.concurrent('a memory bomb is killed', async () => {
  const grade = await graded('import time\nhoard = []\nwhile True:\n    hoard.append(bytearray(1 << 24))\n    time.sleep(0.02)');
  expect([grade.status, grade.message]).toEqual(['not-started', expect.stringContaining('bytes of memory')]);
}, 60_000);

test.concurrent('a fork bomb, in sessions of its own, is killed as a whole', async () => {
  const mark = `bomb${process.pid}`;
  const grade = await graded(`import os, time\nwhile True:\n    if os.fork() == 0:\n        os.setsid()\n        os.execvp("sleep", ["sleep", "600.${process.pid}01"])\n    time.sleep(0.005) # ${mark}`);
  expect([grade.status, grade.message]).toEqual(['not-started', expect.stringContaining('processes')]);
  expect(left(`600.${process.pid}01`)).toEqual([]);
}, 60_000);

test.concurrent('a daemon that ignores SIGTERM does not outlive its grade', async () => {
  const mark = `600.${process.pid}02`;
  await graded(server('line("220 hi")\ntime.sleep(600)').replace('listener =', `signal.signal(signal.SIGTERM, signal.SIG_IGN)\nsubprocess.Popen(["sleep", "${mark}"], start_new_session=True)\nlistener =`));
  expect(left(mark)).toEqual([]);
}, 60_000);

test.concurrent('filling the disk is stopped', async () => {
  const grade = await graded('import sys, time\nfor i in range(100):\n    open(sys.argv[2] + "/" + str(i), "wb").write(b"x" * (8 << 20))\n    time.sleep(0.1)\ntime.sleep(600)');
  expect([grade.status, grade.message]).toEqual(['not-started', expect.stringMatching(/it wrote more than 67108864 bytes/)]);
}, 60_000);

test.concurrent('no secret of our environment reaches it, and home and temporary files are its own', async () => {
  process.env['FTPSPEC_TEST_SECRET'] = 'do-not-tell';
  const grade = await graded('import os\nraise SystemExit(" ".join(sorted(os.environ)) + " HOME=" + os.environ["HOME"])');
  expect(grade.message).toContain('HOME=');
  expect(grade.message).not.toMatch(/FTPSPEC_TEST_SECRET|npm_|VITEST/);
  expect(grade.message).toMatch(/HOME=\S*ftpspec-grade-\w+\/home/);
}, 60_000);

test.concurrent('forged results and annotations stay text', async () => {
  const grade = await graded('import os\nfor name in ("results.json", "grade.json"):\n    open(name, "w").write(\'{"score": 100}\')\nprint("::error::forged")\nraise SystemExit("##[error]forged")');
  expect([grade.status, grade.score]).toEqual(['not-started', 0]);
  expect(readdirSync(join(place)).some((one) => readdirSync(join(place, one)).includes('results.json'))).toBe(false);
}, 60_000);

test.concurrent('PASV that points elsewhere is not followed', async () => {
  const grade = await graded(server(`
line("220 hi")
for text in client.makefile("r"):
    verb = text[:4].strip()
    line({"USER": "331 ok", "PASS": "230 in", "PASV": "227 Entering (10,255,255,1,200,200)", "QUIT": "221 bye"}.get(verb, "200 ok"))
    if verb == "QUIT": client.close(); break
`), { most: 3 });
  const download = grade.checks.find(({ id }) => id === 'transfer/pasv-download')!;
  expect(download.verdict).toBe('fail');
  expect(download.findings[0]!.actual).toMatch(/cannot connect to 127\.0\.0\.1:51400/);
}, 60_000);

/** A server with passive data connections: `data()` waits for one, `REPLIES` is what it has learned by heart. */
const byHeart = (transfers: string): string => server(`
passive = socket.create_server(("127.0.0.1", 0))
port = passive.getsockname()[1]
data = lambda: passive.accept()[0]
REPLIES = {"USER": "331 ok", "PASS": "230 in", "TYPE": "200 ok", "PWD": '257 "/" is here', "CWD": "250 ok", "PASV": f"227 Entering (127,0,0,1,{port // 256},{port % 256})", "QUIT": "221 bye"}
line("220 hi")
for text in client.makefile("r"):
    verb = text[:4].strip()
    if verb in ("LIST", "NLST", "RETR"):
        line("150 here it comes")
        with data() as connection:
            ${transfers}
        line("226 done")
    else:
        line(REPLIES.get(verb, "200 ok"))
    if verb == "QUIT": client.close(); break
`);

test.concurrent('an endless listing ends with its check', async () => {
  const grade = await graded(byHeart('while True: connection.sendall(b"-rw-r--r-- 1 u g 6 Jan 1 00:00 x\\r\\n" * 1000)'), { most: 2 });
  expect(grade.checks.find(({ id }) => id === 'files/list-of-a-directory')!.verdict).toMatch(/fail|blocked/);
}, 60_000);

test.concurrent('replies learned by heart earn what needs no files: contents are others for each submission', async () => {
  const grade = await graded(byHeart('connection.sendall(b"-rw-r--r-- 1 u g 6 Jan 1 00:00 inside.txt\\r\\n" if verb == "LIST" else b"hello\\n")'), { most: 3 });
  const verdicts = Object.fromEntries(grade.checks.map(({ id, verdict }) => [id, verdict]));
  expect(verdicts).toMatchObject({ 'access/logs-in-and-out': 'pass', 'transfer/pasv-download': 'fail' });
}, 60_000);

test.concurrent('a build that never ends is ended', async () => {
  const grade = await graded('', { build: 'sleep 600' });
  expect([grade.status, grade.message]).toEqual(['build-failed', expect.stringContaining('did not end within 2000 ms')]);
}, 60_000);
