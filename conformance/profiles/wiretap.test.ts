import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client } from 'basic-ftp';
import { expect, it } from 'vitest';
import { TESTER } from '../broken/credentials.ts';
import { startBroken } from '../broken/start.ts';
import { SUITES } from '../catalog.ts';

const SCRIPT = fileURLToPath(new URL('../../examples/wiretap.mjs', import.meta.url));

/** The example as a process; `until` waits for a match in what it has printed. */
function startWiretap(...words: readonly string[]) {
  const child = spawn(process.execPath, [SCRIPT, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text; });
  const ended = once(child, 'close');
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (let match = pattern.exec(out); ; match = pattern.exec(out)) {
      if (match !== null) return match;
      if ((await Promise.race([once(child.stdout, 'data').then(() => 'more'), ended.then(() => 'ended')])) === 'ended') throw new Error(`ended before ${pattern}: ${out}`);
    }
  };
  return { until, ended, child, out: () => out };
}

/** Logs in through the wiretap, and returns what it printed. */
async function tapped(protocol: string, secure: boolean, last: RegExp): Promise<string> {
  const started = await startBroken({ parts: () => SUITES[protocol]!.parts });
  const wiretap = startWiretap('0', String(started.testee.port));
  const client = new Client(5000);
  try {
    const [, port] = await wiretap.until(/^wiretap: 127\.0\.0\.1:(\d+) to /m);
    await client.access({ host: '127.0.0.1', port: Number(port), user: TESTER.user, password: TESTER.password, secure, secureOptions: { rejectUnauthorized: false } });
    await wiretap.until(last);
    return wiretap.out();
  } finally {
    client.close();
    wiretap.child.kill();
    await wiretap.ended;
    await started.stop();
  }
}

it('reads the password of an FTP client off the wire', async () => {
  const out = await tapped('course-ftp', false, /^S: 230/m);
  expect(out).toContain(`C: USER ${TESTER.user}\n`);
  expect(out).toContain(`C: PASS ${TESTER.password}\n`);
});

it('reads nothing of it once the client has asked for TLS', async () => {
  const out = await tapped('ftp', true, /^S: 234/m);
  expect(out).toContain('C: AUTH TLS\n');
  for (const secret of [TESTER.user, TESTER.password, 'USER', 'PASS']) expect(out).not.toContain(secret);
});

it('says how it is used, with exit code 2', async () => {
  const wiretap = startWiretap('2121');
  expect((await wiretap.ended)[0]).toBe(2);
});
