import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, type Check } from '../../check.ts';
import type { Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { receive } from '../../transfers.ts';
import { shownLines, someOf } from './listing-lines.ts';

const ENTRIES = 200;

/** Lists a directory of 200 entries, made on the disk where that is within reach, else by MKD. */
async function lists(tester: Tester, verb: string): Promise<void> {
  const session = await tester.login();
  const directory = tester.name('-many');
  const names = Array.from({ length: ENTRIES }, (_, at) => `entry-${at}-of-a-directory-with-many`);
  const root = tester.testee.root === null ? null : join(tester.testee.root, directory);
  try {
    await session.given(`making ${ENTRIES} entries`, () => (root === null ? makeByCommands(tester, session, directory, names) : Promise.resolve(makeOnDisk(root, names))));
    // A heading or the like is no entry.
    const lines = shownLines((await receive(tester, session, `${verb} ${directory}`)).bytes).filter((line) => line.includes('-of-a-directory-with-many'));
    session.require(lines.length === ENTRIES, 'FTP-FIL-R22', `${ENTRIES} lines`, `${lines.length} lines`, 'Does the listing have to fit into one buffer?');
    const missing = names.filter((name) => !lines.some((line) => line.includes(name)));
    session.require(missing.length === 0, 'FTP-FIL-R22', 'a line for each entry', `no line for ${someOf(missing)}`);
  } finally {
    if (root !== null) rmSync(root, { recursive: true, force: true });
  }
}

function makeOnDisk(root: string, names: readonly string[]): void {
  mkdirSync(root, { mode: 0o755 });
  for (const name of names) writeFileSync(join(root, name), '');
}

async function makeByCommands(tester: Tester, session: Session, directory: string, names: readonly string[]): Promise<void> {
  await tester.makeDirectory(session, directory);
  for (const name of names) await tester.makeDirectory(session, `${directory}/${name}`);
}

/** Listings that fill more than one buffer. */
export const largeDirectoryChecks: readonly Check[] = ['LIST', 'NLST'].map((verb) => (
  check(`files/${verb.toLowerCase()}-of-${ENTRIES}-entries`, `shows all ${ENTRIES} entries of a directory by ${verb}`, ['FTP-FIL-R22', ...(verb === 'NLST' ? ['FTP-FIL-R20'] : [])], (tester) => lists(tester, verb), { verbs: [verb] })));
