import { spawnSync } from 'node:child_process';
import { rename, rm, writeFile } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client as BasicFtp } from 'basic-ftp';
import { afterAll, describe, expect, it } from 'vitest';
import { EphemeralPortClient } from '../../src/dialects/ephemeral-port/client.ts';
import { InlineClient } from '../../src/dialects/inline-marker/client.ts';
import { LengthPrefixedClient } from '../../src/dialects/length-prefixed/client.ts';
import { LengthResumeClient } from '../../src/dialects/length-prefixed/resuming-client.ts';
import { FtpClient } from './broken/ftp-client.ts';
import { scriptClient, type Desk } from './broken/script-client.ts';
import type { Client, Goal } from './client.ts';
import { clientChecks } from './client-suite.ts';
import { processClient } from './process-client.ts';
import { profileOf } from './profiles.ts';
import { runClients } from './run-clients.ts';

const folder = mkdtempSync(join(tmpdir(), 'ftpspec-real-clients-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const has = (command: string): boolean => spawnSync(command, ['--version']).status === 0;
const NONE = { spawn: null, login: '', get: '', put: '', ls: '', quit: '', spawnGet: null, spawnPut: null, spawnLs: null };

/** What is not passed, by check and verdict; `flaky` is what a loaded machine did to a client's patience. */
async function judged(protocol: string, client: Client): Promise<string[]> {
  const profile = profileOf(protocol);
  const found: string[] = [];
  const good = new Set(['pass', 'skipped', 'flaky']);
  await runClients({
    profile, client, checks: clientChecks(profile), target: 'a client', deadline: 12_000, limit: 200_000, concurrency: 4, strict: false, reproduce: (id) => id,
    record: (record) => { if (record.type === 'check' && !good.has(record.verdict)) found.push(`${record.id.split('/').pop()!} ${record.verdict}${record.verdict === 'fail' ? '' : `: ${record.reason ?? record.findings[0]?.actual}`}`); },
  });
  return found.sort();
}

/** A client whose goals are calls. */
function calls(connect: (desk: Desk) => Promise<{ work: (goal: Goal, local: (name: string) => string) => Promise<unknown>; quit: () => Promise<unknown> }>): Client {
  return scriptClient(async (desk) => {
    const { work, quit } = await connect(desk);
    for (const goal of desk.order.goals) {
      const done = await work(goal, (name) => join(desk.order.directory, name)).catch((error: Error) => { desk.fail(error.message); });
      if (goal.kind === 'list') desk.print(JSON.stringify(done ?? null));
    }
    await quit().catch(() => {});
  });
}

describe.concurrent('a real client', () => {
  it.skipIf(!has('curl'))('curl conforms, but for 120', { timeout: 240_000 }, async () => {
    const url = 'ftp://{user}:{password}@{host}:{port}/';
    const curl = 'curl -sS --max-time 10';
    const client = processClient({ ...NONE, spawnGet: `${curl} --remove-on-error ${url}{path} -o {name}`, spawnPut: `${curl} -T {name} ${url}`, spawnLs: `${curl} ${url}` });
    expect(await judged('ftp', client)).toEqual(['waits-after-120 fail']);
  });

  it.skipIf(!has('python3'))('Python\'s ftplib conforms, but for 120', { timeout: 240_000 }, async () => {
    const script = join(folder, 'client.py');
    await writeFile(script, FTPLIB);
    const command = (goal: string): string => `python3 -S ${script} {host} {port} {user} {password} ${goal}`;
    expect(await judged('ftp', processClient({ ...NONE, spawnGet: command('get {name}'), spawnPut: command('put {name}'), spawnLs: command('ls') }))).toEqual(['waits-after-120 fail']);
  });

  // It takes what came of a cut reply for a whole one (6.2.3).
  it('basic-ftp conforms, but for cut replies and 120', { timeout: 240_000 }, async () => {
    const client = calls(async ({ order }) => {
      const ftp = new BasicFtp(2000);
      const { host, port, user, password } = order;
      await ftp.access({ host, port, user, password });
      return {
        work: async (goal, local) => {
          if (goal.kind === 'list') return ftp.list();
          if (goal.kind === 'put') return ftp.uploadFrom(local(goal.name), goal.name);
          return fetched(local(goal.name), (part) => ftp.downloadTo(part, goal.name));
        },
        quit: async () => { await ftp.send('QUIT').finally(() => ftp.close()); },
      };
    });
    expect(await judged('ftp', client)).toEqual(['gets-a-byte-at-a-time fail', 'lists-a-byte-at-a-time fail', 'puts-a-byte-at-a-time fail', 'waits-after-120 fail']);
  });

  it('a small client of FTP conforms to course-ftp', { timeout: 240_000 }, async () => {
    expect(await judged('course-ftp', scriptClient((desk) => new FtpClient(desk).run()))).toEqual([]);
  });

  it.each(['inline-marker', 'inline-length'] as const)('ours of %s conforms', { timeout: 240_000 }, async (protocol) => {
    const client = calls(async ({ order: { host, port } }) => {
      const ours = await InlineClient.connect({ host, port, timeout: 5000, framing: protocol === 'inline-length' ? 'length' : 'marker' });
      return { work: (goal, local) => (goal.kind === 'list' ? ours.list() : goal.kind === 'get' ? ours.get(goal.name, local(goal.name)) : ours.put(local(goal.name), goal.name)), quit: () => ours.quit() };
    });
    expect(await judged(protocol, client)).toEqual([]);
  });

  it.each([['length-prefixed', LengthPrefixedClient], ['length-resume', LengthResumeClient]] as const)('ours of %s conforms', { timeout: 240_000 }, async (protocol, Ours) => {
    const client = calls(async ({ order: { host, port } }) => {
      const ours = new Ours({ host, port, timeout: 2000, attempts: 2 });
      return { work: async (goal, local) => (goal.kind === 'get' ? ours.get(goal.name, local(goal.name)) : null), quit: async () => {} };
    });
    expect(await judged(protocol, client)).toEqual([]);
  });

  it.each([['ephemeral-port', 'bare'], ['ephemeral-port-lines', 'lines']] as const)('ours of %s conforms', { timeout: 240_000 }, async (protocol, framing) => {
    const client = calls(async ({ order: { host, port } }) => {
      const ours = await EphemeralPortClient.connect({ host, port, timeout: 2000, quiet: 300, framing });
      return { work: (goal, local) => (goal.kind === 'list' ? ours.list() : goal.kind === 'get' ? ours.get(goal.name, local(goal.name)) : ours.put(local(goal.name), goal.name)), quit: () => ours.quit() };
    });
    expect(await judged(protocol, client)).toEqual([]);
  });
});

/** Gives a download its name when it is whole. */
async function fetched(path: string, work: (part: string) => Promise<unknown>): Promise<void> {
  try {
    await work(`${path}.part`);
    await rename(`${path}.part`, path);
  } finally {
    await rm(`${path}.part`, { force: true });
  }
}

const FTPLIB = `
import ftplib, os, sys
host, port, user, password, goal, name = (sys.argv[1:] + [''])[:6]
ftp = ftplib.FTP(timeout=3)
try:
    ftp.connect(host, int(port))
    ftp.login(user, password)
    if goal == 'get':
        part = name + '.part'
        try:
            with open(part, 'wb') as out:
                ftp.retrbinary('RETR ' + name, out.write)
            os.rename(part, name)
        finally:
            if os.path.exists(part):
                os.remove(part)
    elif goal == 'put':
        with open(name, 'rb') as source:
            ftp.storbinary('STOR ' + name, source)
    else:
        ftp.retrlines('LIST')
    ftp.quit()
except Exception as error:
    sys.exit(str(error))
`;
