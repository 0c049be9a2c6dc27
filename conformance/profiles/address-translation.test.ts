import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ReferenceServer } from '../../src/server/reference-server.ts';
import { TESTER } from '../broken/credentials.ts';
import { catalog, SUITES } from '../catalog.ts';
import { claimPort } from '../claimed-port.ts';
import { makeFixtures } from '../make-fixtures.ts';
import { runCheck } from '../run-check.ts';
import { startRelay, type Relay } from './relay.ts';

/** The outside of the translator: another address of this machine, the only one that its clients know. */
const OUTSIDE = '127.0.0.2';
const suite = SUITES['course-ftp']!;
const checks = catalog(suite.table);

let root: string;
beforeAll(async () => { root = await mkdtemp(join(tmpdir(), 'ftpspec-nat-')); });
afterAll(() => rm(root, { recursive: true, force: true }));

/** Runs checks from outside against a server inside; `passed` counts the data connections that came through the translator. */
async function throughTranslator(passiveAddress: string | null, ids: readonly string[]): Promise<{ verdicts: string[]; passed: number; named: string[] }> {
  const claimed = await claimPort();
  let data: Relay | undefined;
  let control: Relay | undefined;
  let server: ReferenceServer | undefined;
  try {
    // The same port number inside and outside, as a translator passes it on; none that the kernel gives to others.
    data = await startRelay({ host: OUTSIDE, port: claimed.port }, 'the same port');
    server = await ReferenceServer.start({ root, users: [{ name: TESTER.user, password: TESTER.password, readOnly: false }], passivePorts: [data.port, data.port], passiveAddress }, suite.parts);
    control = await startRelay({ host: OUTSIDE, port: 0 }, server.address.port);
    const testee = { host: OUTSIDE, port: control.port, root, ...TESTER };
    const { fixtures, remove } = await makeFixtures(suite.table, testee, 4000);
    const verdicts: string[] = [];
    const named: string[] = [];
    for (const check of checks.filter(({ id }) => ids.includes(id))) {
      const { record, tester } = await runCheck(check, { table: suite.table, testee, fixtures, timeout: 4000 }, (id) => id);
      verdicts.push(`${record.id} ${record.verdict} ${record.findings.map(({ actual }) => actual).join()}`.trim());
      named.push(...tester.passiveAddresses);
    }
    await remove();
    return { verdicts, passed: data.passed(), named: [...new Set(named)] };
  } finally {
    await control?.close();
    await server?.stop(0);
    await data?.close();
    await claimed.release();
  }
}

it('serves clients outside when 227 names the address outside', async () => {
  const ids = ['transfer/227-names-a-host-to-connect-to', 'transfer/pasv-download', 'transfer/pasv-listing', 'transfer/pasv-upload'];
  const { verdicts, passed, named } = await throughTranslator(OUTSIDE, ids);
  expect(verdicts.toSorted()).toEqual(ids.map((id) => `${id} pass`));
  expect(named).toEqual([OUTSIDE]);
  expect(passed).toBeGreaterThanOrEqual(3);
});

it('names the address inside, of which the suite tells, when it is told no other', async () => {
  const { verdicts } = await throughTranslator(null, ['transfer/227-names-a-host-to-connect-to']);
  expect(verdicts).toEqual([expect.stringMatching(/^transfer\/227-names-a-host-to-connect-to warn .*127,0,0,1/)]);
});
