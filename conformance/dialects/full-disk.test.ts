import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fileURLToPath } from 'node:url';
import { Table } from '../../src/machine/table.ts';
import { SUITES } from '../catalog.ts';
import { fixtureNames } from '../fixtures.ts';
import { runCheck } from '../run-check.ts';
import { spawnTestee } from '../start-testee.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const MOUNT = 'mount -t tmpfs -o size=200k,mode=777 none';

/** Whether this process may mount a small file system that nobody else sees. */
async function mayMount(): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), 'ftpspec-mount-'));
  const child = spawn('unshare', ['-rm', 'sh', '-c', `${MOUNT} "$0"`, directory], { stdio: 'ignore' });
  const may = await new Promise<boolean>((resolve) => { child.once('error', () => resolve(false)).once('exit', (code) => resolve(code === 0)); });
  await rm(directory, { recursive: true, force: true });
  return may;
}

describe.runIf(await mayMount())('on a file system that is full in truth', () => {
  it.each(['inline-marker', 'ephemeral-port'])('%s refuses an upload that finds no room, and goes on', { timeout: 30_000 }, async (name) => {
    const { table, handWritten } = SUITES[name]!;
    const command = `unshare -rm sh -c '${MOUNT} "$ROOT" && cd "${process.cwd()}" && exec "${process.execPath}" --import tsx "${MAIN}" serve --protocol ${name} --port {port} --root "$ROOT" --log-level silent'`;
    const started = await spawnTestee(command, { user: 'tester', password: 'secret' }, null, 500);
    onTestFinished(started.stop);
    const check = handWritten.find(({ id }) => id === `${name}/put-disk-full`)!;
    // Only the server sees its directory.
    const testee = { ...started.testee, root: null };
    const { record } = await runCheck(check, { table: new Table(table.protocol), testee, fixtures: fixtureNames(new Map()), timeout: 5000 }, (id) => id);
    expect({ verdict: record.verdict, reason: record.reason, findings: record.findings }).toEqual({ verdict: 'pass', reason: null, findings: [] });
  });
});
