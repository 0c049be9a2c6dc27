import { chmod, chown, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Table } from '../src/machine/table.ts';
import { noise } from '../src/noise.ts';
import { fixtureNames, LARGE, type Fixtures } from './fixtures.ts';
import { SOLID, type Ground } from './ground.ts';
import { Stop } from './stop.ts';
import { Tester } from './tester.ts';
import type { Testee } from './testee.ts';
import { deliver } from './transfers.ts';

/** Fixtures in place, and how to remove them. */
export interface MadeFixtures {
  readonly fixtures: Fixtures;
  readonly remove: () => Promise<void>;
}

/**
 * Makes the fixtures: on the server's disk where that is within reach, so that checks of RETR do not depend on STOR, else by FTP. What
 * cannot be made blocks the checks that need it, with the reason.
 */
export async function makeFixtures(table: Table, testee: Testee, timeout: number, ground: Ground = SOLID): Promise<MadeFixtures> {
  const failures = new Map<string, string>();
  const fixtures = fixtureNames(failures);
  if (testee.root !== null && (await onDisk(fixtures, testee.root))) {
    const { root } = testee;
    return { fixtures, remove: async () => { for (const name of namesOf(fixtures)) await rm(join(root, name), { recursive: true, force: true }); } };
  }
  const by = (): Tester => new Tester({ table, testee, fixtures, timeout, ground });
  await step(by, failures, ['file'], (tester, session) => deliver(tester, session, `STOR ${fixtures.file}`, fixtures.text));
  await step(by, failures, ['large'], (tester, session) => deliver(tester, session, `STOR ${fixtures.large}`, largeBody()));
  await step(by, failures, ['directory'], (_, session) => session.succeeds(`MKD ${fixtures.directory}`));
  await step(by, failures, ['fullDirectory'], async (tester, session) => {
    await session.succeeds(`MKD ${fixtures.fullDirectory}`);
    await deliver(tester, session, `STOR ${fixtures.fullDirectory}/inside.txt`, fixtures.text);
  });
  return {
    fixtures,
    remove: async () => {
      const tester = by();
      tester.directory(fixtures.fullDirectory);
      tester.file(`${fixtures.fullDirectory}/inside.txt`);
      tester.directory(fixtures.directory);
      tester.file(fixtures.large);
      tester.file(fixtures.file);
      await tester.cleanUp();
    },
  };
}

/** The body of the large fixture. */
export function largeBody(): Buffer {
  return noise(LARGE);
}

async function onDisk(fixtures: Fixtures, root: string): Promise<boolean> {
  try {
    const owner = await stat(root);
    await writeFile(join(root, fixtures.file), fixtures.text);
    await writeFile(join(root, fixtures.large), largeBody());
    await mkdir(join(root, fixtures.directory));
    await mkdir(join(root, fixtures.fullDirectory));
    await writeFile(join(root, fixtures.fullDirectory, 'inside.txt'), fixtures.text);
    for (const name of [...namesOf(fixtures), join(fixtures.fullDirectory, 'inside.txt')]) {
      const path = join(root, name);
      await chmod(path, (await stat(path)).isDirectory() ? 0o777 : 0o666);
      // A server that runs as the owner of its directory must be able to change what we put there.
      if (process.getuid?.() === 0) await chown(path, owner.uid, owner.gid);
    }
    return true;
  } catch {
    for (const name of namesOf(fixtures)) await rm(join(root, name), { recursive: true, force: true }).catch(() => {});
    return false;
  }
}

function namesOf(fixtures: Fixtures): string[] {
  return [fixtures.file, fixtures.large, fixtures.directory, fixtures.fullDirectory];
}

async function step(by: () => Tester, failures: Map<string, string>, names: readonly string[], make: (tester: Tester, session: Awaited<ReturnType<Tester['login']>>) => Promise<unknown>): Promise<void> {
  const tester = by();
  try {
    const session = await tester.login();
    await session.given(`preparing ${names.join(', ')}`, async () => {
      if (tester.table.commands.has('TYPE')) await session.succeeds('TYPE I');
      await make(tester, session);
    });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    for (const name of names) failures.set(name, error.reason);
  } finally {
    await tester.end();
  }
}
