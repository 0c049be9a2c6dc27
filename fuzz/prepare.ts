import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Suite } from '../conformance/catalog.ts';
import { makeFixtures } from '../conformance/make-fixtures.ts';
import { probe } from '../conformance/probe.ts';
import type { StartedTestee } from '../conformance/start-testee.ts';
import { Tester } from '../conformance/tester.ts';
import { receive } from '../conformance/transfers.ts';
import { fixtureNames } from '../conformance/fixtures.ts';
import { Stop } from '../conformance/stop.ts';
import { FtpspecError } from '../src/ftpspec-error.ts';
import { readQuotedPath } from '../src/wire/quoted-path.ts';
import { makeOutside } from './oracle/outside.ts';
import { prepareOwn } from './own/prepare-own.ts';
import { sharedNodes } from './shared-nodes.ts';
import type { Subject } from './subject.ts';

/** A subject, and how to take away what was made for it. */
export interface Prepared { readonly subject: Subject; readonly remove: () => Promise<void> }

/**
 * Gets a server ready to be fuzzed: fixtures, canaries outside the served directory, and what a login shows.
 * @throws FtpspecError `UNREACHABLE` when the server does not greet or does not let the user in
 */
export async function prepare(suite: Suite, started: StartedTestee, timeout: number): Promise<Prepared> {
  const { table } = suite;
  const { testee } = started;
  if (!suite.lines) return prepareOwn(suite, started, timeout);
  const ground = await probe({ table, testee, timeout }, fixtureNames(new Map()));
  const reason = ground.greeting ?? ground.login;
  if (reason !== null) throw new FtpspecError('UNREACHABLE', `the server cannot be fuzzed: ${reason}`, { hint: 'ftpspec check tells more about it.' });
  const made = await makeFixtures(table, testee, timeout, ground);
  const outside = testee.root === null ? null : await makeOutside(testee.root);
  const tester = new Tester({ table, testee, fixtures: made.fixtures, timeout, ground });
  const home = await asked(async () => {
    if (!table.commands.has('PWD')) return '/';
    const session = await tester.login();
    const { path = null } = readQuotedPath((await session.succeeds('PWD')).lines.join('\n')) ?? {};
    return path;
  });
  const clear = (await asked(async () => {
    const session = await tester.login();
    if (table.commands.has('TYPE')) await session.succeeds('TYPE I');
    const { bytes } = await receive(tester, session, `RETR ${made.fixtures.file}`);
    return bytes.equals(made.fixtures.text);
  })) === true;
  const disk = testee.root !== null && clear;
  const literal = table.commands.has('STRU') && (await asked(async () => {
    const session = await tester.login();
    await session.succeeds('TYPE I');
    await session.succeeds('STRU R');
    const { bytes } = await receive(tester, session, `RETR ${made.fixtures.file}`);
    return bytes.equals(made.fixtures.text);
  })) === true;
  await tester.end();
  const shared = sharedNodes(made.fixtures);
  const local = /^127\.|^::1$|^localhost$/.test(testee.host);
  return {
    subject: { table, suite, started, fixtures: made.fixtures, shared, home, disk, outside: disk ? outside : null, writing: ground.writing, timeout, learnt: { converts: false }, records: !literal, clear, local },
    remove: async () => {
      await outside?.remove();
      if (testee.root !== null) await rm(join(testee.root, made.fixtures.directory), { recursive: true, force: true });
      await made.remove();
    },
  };
}

/** What a session tells, or null where it does not work. */
async function asked<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Stop) return null;
    throw error;
  }
}
