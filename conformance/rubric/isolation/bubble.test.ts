import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gradeSubmission } from '../grade-submission.ts';
import type { Grade } from '../grade.ts';
import { planAssignment } from '../plan.ts';
import { parseAssignment } from '../read-assignment.ts';
import { ENGLISH } from '../texts/texts.ts';
import { bubbleWords } from './bubble.ts';
import { chooseIsolation } from './choose-isolation.ts';
import { BUBBLE_HERE, processesWith } from './bubble-here.ts';

const place = mkdtempSync(join(tmpdir(), 'ftpspec-bubble-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const plan = planAssignment(parseAssignment('a.yaml', `name: Bubble
items: [{ name: Login, points: 4, checks: [access/logs-in-and-out, access/quit-before-login, transfer/pasv-download] }]
time: { reply: 1s, start: 15s, build: 10s, run: 40s }
limits: { memory: 400MiB, processes: 40, disk: 64MiB, file-size: 32MiB, output: 64KiB, cpu: 20s }
`));

let number = 0;
async function graded(program: string): Promise<Grade> {
  const directory = join(place, String(number += 1));
  mkdirSync(directory);
  writeFileSync(join(directory, 'server.py'), program);
  return gradeSubmission({
    plan, isolation: await chooseIsolation('bwrap'), language: ENGLISH, copy: true, key: '', signal: new AbortController().signal, reproduce: (id) => `again ${id}`,
    submission: { id: `s${number}`, directory, spawn: 'python3 server.py {port} {root}', build: null, user: 'student', password: 'student' },
  });
}

test('a bubble shows system programs and its own directories only', () => {
  const words = bubbleWords({ writable: ['/p/work'], temporary: '/p/tmp', shared: '/p/shm' }, { PATH: '/usr/bin:relative:/' });
  const shown = words.filter((_, at) => ['--bind', '--ro-bind'].includes(words[at - 1] ?? ''));
  expect(shown.filter((path) => !/^\/(?:usr|s?bin|lib\w*|opt|etc\/[^/]+|etc\/(?:ssl|pki)\/.*|p\/(?:work|tmp|shm))$/.test(path))).toEqual([]);
  expect(words).not.toContain('/etc/shadow');
});

// oxlint-disable-next-line vitest/valid-title
describe.skipIf(BUBBLE_HERE !== null)(`bubblewrap${BUBBLE_HERE === null ? '' : ` does not work here: ${BUBBLE_HERE}`}`, { timeout: 300_000 }, () => {
  let sibling: ReturnType<typeof spawn>;
  let visitors = 0;
  const listener = createServer((socket) => { visitors += 1; socket.destroy(); });
  beforeAll(async () => {
    sibling = spawn('sleep', ['600'], { stdio: 'ignore' });
    await new Promise<void>((resolve) => { listener.listen(0, '127.0.0.1', resolve); });
  });
  afterAll(() => { sibling.kill('SIGKILL'); listener.close(); });

  test.concurrent('a submission reaches no file, no process and no network but its own, and has no privileges', async () => {
    const secret = join(place, 'secret.txt');
    writeFileSync(secret, 'for the grader only');
    const grade = await graded(`
import json, os, socket
def outcome(step):
    try:
        return str(step())
    except OSError as error:
        return type(error).__name__
def reach(host, port):
    with socket.create_connection((host, port), timeout=3):
        return "reached"
raise SystemExit("REPORT" + json.dumps({
    "secret": outcome(lambda: open(${JSON.stringify(secret)}).read()),
    "shadow": outcome(lambda: open("/etc/shadow").read()),
    "ours": outcome(lambda: os.listdir(${JSON.stringify(import.meta.dirname)})),
    "homes": outcome(lambda: os.listdir("/home")) + outcome(lambda: os.listdir("/root")),
    "write": [outcome(lambda: open(path + "/x", "w").write("x")) for path in ("/", "/usr", "/dev", "/etc")],
    "own": [outcome(lambda: open(path + "/x", "w").write("x")) for path in (".", os.environ["HOME"], "/tmp", "/dev/shm")],
    "processes": len([name for name in os.listdir("/proc") if name.isdigit()]),
    "kill": outcome(lambda: os.kill(${sibling.pid}, 9)),
    "root": os.getuid() == 0,
    "capabilities": [line.split()[1] for line in open("/proc/self/status") if line.startswith("CapEff") or line.startswith("CapBnd")],
    "grader": outcome(lambda: reach("127.0.0.1", ${(listener.address() as AddressInfo).port})),
    "world": outcome(lambda: reach("192.0.2.1", 80)),
    "interfaces": [name for _, name in socket.if_nameindex()],
}))`);
    expect(grade.status).toBe('not-started');
    expect(JSON.parse(/REPORT(.*)/.exec(grade.message!)![1]!)).toEqual({
      secret: 'FileNotFoundError', shadow: 'FileNotFoundError', ours: 'FileNotFoundError', homes: 'FileNotFoundErrorFileNotFoundError',
      write: ['OSError', 'OSError', 'OSError', 'OSError'], own: ['1', '1', '1', '1'],
      processes: expect.toSatisfy((count: number) => count <= 4), kill: 'ProcessLookupError', root: false, capabilities: ['0000000000000000', '0000000000000000'],
      grader: 'ConnectionRefusedError', world: 'OSError', interfaces: ['lo'],
    });
    expect([sibling.exitCode, sibling.signalCode, visitors]).toEqual([null, null, 0]);
    expect(grade.isolation).toMatch(/^bwrap: /);
  });

  test.concurrent('a fork bomb is refused by the kernel, and a daemon does not outlive its grade', async () => {
    const mark = `600.${process.pid}03`;
    const grade = await graded(`
import os, subprocess, time
subprocess.Popen(["sleep", "${mark}"], start_new_session=True)
try:
    for turn in range(1000):
        if os.fork() == 0:
            os.setsid()
            time.sleep(600)
except OSError as error:
    raise SystemExit("REFUSED " + str(turn))`);
    // What the report says holds must hold: refused where the kernel counts, killed where only the watch does.
    const refused = grade.isolation.includes('by the kernel') ? /REFUSED (?:[1-3]?\d|4[0-3])\b/ : /more than 40 processes/;
    expect([grade.status, grade.message]).toEqual(['not-started', expect.stringMatching(refused)]);
    expect(processesWith(mark)).toEqual([]);
  });

  test.concurrent('files in /tmp and /dev/shm count as written', async () => {
    const grade = await graded('import time\nfor i in range(100):\n    open(("/tmp/", "/dev/shm/")[i % 2] + str(i), "wb").write(b"x" * (8 << 20))\n    time.sleep(0.1)\ntime.sleep(600)');
    expect([grade.status, grade.message]).toEqual(['not-started', expect.stringMatching(/it wrote more than 67108864 bytes/)]);
  });

  test.concurrent('a server that works has its points, a PASV that points elsewhere is not followed, a crash is told by its signal', async () => {
    const student = readFileSync('examples/student/server.py', 'utf8');
    const honest = await graded(student);
    expect([honest.status, honest.score, honest.checks.map(({ verdict }) => verdict)]).toEqual(['graded', 4, ['pass', 'pass', 'pass']]);
    expect(honest.checks[0]!.reproduce).toBe(`again ${honest.checks[0]!.id}`);
    const elsewhere = await graded(student.replace(/self\.reply\(227.*/, 'self.reply(227, "Entering (10,255,255,1,200,200)")'));
    const { verdict, findings } = elsewhere.checks.find(({ id }) => id === 'transfer/pasv-download')!;
    expect([verdict, findings[0]!.actual]).toEqual(['fail', expect.stringMatching(/cannot connect to 127\.0\.0\.1:51400/)]);
    const crash = await graded('import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)');
    expect(crash.message).toMatch(/signal SIGSEGV|signal SIGABRT/);
  });
});
