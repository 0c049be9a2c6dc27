import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { BUBBLE_HERE, processesWith } from '../../conformance/rubric/isolation/bubble-here.ts';
import { runFtpspec } from '../../examples/students/run-ftpspec.ts';
import { startFtpspec } from './ftpspec-process.ts';

const place = mkdtempSync(join(tmpdir(), 'ftpspec-killed-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const lab = join(place, 'lab.yaml');
writeFileSync(lab, 'name: Killed\nitems: [{ name: Login, points: 4, checks: access/logs-in-and-out }]\ntime: { reply: 30s, start: 30s, run: 10min }\n');

/** Greets nobody, so that its grade takes long; and has a child, one in a session of its own, and one that ignores SIGTERM. */
const SILENT = `
import signal, socket, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
for apart in (False, True):
    subprocess.Popen(["sleep", sys.argv[2]], start_new_session=apart)
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
held = [listener.accept() for turn in range(9)]
time.sleep(600)
`;

for (const isolation of ['limits', 'bwrap'] as const) {
  test.skipIf(isolation === 'bwrap' && BUBBLE_HERE !== null).concurrent(`a grader that is killed outright leaves no server of a submission behind: ${isolation}`, { timeout: 300_000 }, async ({ expect }) => {
    const directory = join(place, isolation);
    const mark = `600.${process.pid}${isolation === 'limits' ? 4 : 5}`;
    mkdirSync(directory);
    writeFileSync(join(directory, 'silent.py'), SILENT);
    const grader = startFtpspec('grade', lab, '--cwd', directory, '--spawn', `python3 silent.py {port} ${mark}`, '--isolation', isolation);
    // The grader itself, the shell that was to start it, the server and the two that it started.
    await expect.poll(() => processesWith(mark).length, { timeout: 180_000, interval: 100 }).toBeGreaterThanOrEqual(4);
    grader.signal('SIGKILL');
    expect(await grader.ended).toBeNull();
    await expect.poll(() => processesWith(mark), { timeout: 60_000, interval: 100 }).toEqual([]);
  });
}

test.concurrent('bwrap where it cannot be had ends with what to do, and starts nothing', { timeout: 300_000 }, async () => {
  const words = ['grade', lab, '--cwd', place, '--spawn', `/usr/bin/touch ${join(place, 'started')}`, '--isolation'];
  const { code, output } = await runFtpspec([...words, 'bwrap'], { PATH: '/nowhere' });
  expect([code, output]).toEqual([2, expect.stringMatching(/--isolation bwrap does not work here: .*ENOENT.*\n.*--isolation limits/s)]);
  expect(readdirSync(place)).not.toContain('started');
  const wrong = await runFtpspec([...words, 'strong'], {});
  expect([wrong.code, wrong.output]).toEqual([2, expect.stringContaining('auto, bwrap, limits, none')]);
});
