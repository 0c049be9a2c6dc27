import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { tryReceive } from './attempt.ts';
import { lastName, listingLines } from './listing-lines.ts';
import { workingDirectory } from './working-directory.ts';

/** What stands on the server's disk: undefined where that is out of reach. */
async function onDisk(tester: Tester, name: string): Promise<'file' | 'directory' | 'nothing' | undefined> {
  if (tester.testee.root === null) return undefined;
  const found = await stat(join(tester.testee.root, name)).catch(() => null);
  return found === null ? 'nothing' : found.isDirectory() ? 'directory' : 'file';
}

/** Requires a file to be there with its content. */
async function intact(tester: Tester, session: Session, path: string, body: Buffer): Promise<void> {
  await session.given('TYPE I', () => session.succeeds('TYPE I'));
  const { bytes, code } = await tryReceive(tester, session, `RETR ${path}`);
  session.require(bytes.equals(body), 'FTP-FIL-R7', `${path} is there with its ${body.length} bytes`, `RETR ${path} brought ${bytes.length} bytes and ${code}`);
}

const BODY = Buffer.from('kept');

/** What MKD, RMD and DELE do, and what they leave alone. */
export const effectChecks: readonly Check[] = [
  check('files/mkd-makes-a-directory', 'makes a directory that can be entered', ['FTP-FIL-R7'], async (tester) => {
    const session = await tester.login();
    const name = tester.name('-d');
    await session.succeeds(`MKD ${tester.directory(name)}`);
    const disk = await onDisk(tester, name);
    session.require(disk === undefined || disk === 'directory', 'FTP-FIL-R7', `a directory ${name} on the disk`, `there is ${disk === 'file' ? 'a file' : 'nothing'}`);
    const reply = await session.command(`CWD ${name}`);
    session.require(reply.code < 400, 'FTP-FIL-R7', `CWD ${name} enters the new directory`, describe(reply));
  }, { verbs: ['MKD', 'CWD'] }),

  check('files/rmd-removes-a-directory', 'removes an empty directory, so that it cannot be entered', ['FTP-FIL-R7'], async (tester) => {
    const session = await tester.login();
    const name = await tester.makeDirectory(session);
    await session.succeeds(`RMD ${name}`);
    const disk = await onDisk(tester, name);
    session.require(disk === undefined || disk === 'nothing', 'FTP-FIL-R7', `no ${name} on the disk`, 'it is still there');
    const reply = await session.command(`CWD ${name}`);
    session.require(reply.code >= 400, 'FTP-FIL-R7', `CWD ${name} is refused`, describe(reply));
  }, { verbs: ['RMD', 'CWD'] }),

  check('files/rmd-leaves-the-parent', 'leaves the directory from which the last one was removed', ['FTP-FIL-R7'], async (tester) => {
    const session = await tester.login();
    const parent = await tester.makeDirectory(session);
    const inner = await tester.makeDirectory(session, `${parent}/${tester.name('-d')}`);
    await session.given('RMD', () => session.succeeds(`RMD ${inner}`));
    const reply = await session.command(`CWD ${parent}`);
    session.require(reply.code < 400, 'FTP-FIL-R7', `CWD ${parent} is accepted`, describe(reply), 'RMD removes the one directory that it names.');
  }, { verbs: ['RMD'] }),

  check('files/dele-removes-a-file', 'deletes a file, so that it cannot be retrieved', ['FTP-FIL-R7'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, BODY);
    await session.succeeds(`DELE ${name}`);
    const disk = await onDisk(tester, name);
    session.require(disk === undefined || disk === 'nothing', 'FTP-FIL-R7', `no ${name} on the disk`, 'it is still there', 'Is the file removed, or only marked in a table of the server?');
    const { code } = await tryReceive(tester, session, `RETR ${name}`);
    session.require(code >= 400, 'FTP-FIL-R7', `RETR ${name} is refused`, `${code}`);
  }, { verbs: ['DELE', 'RETR'] }),

  check('files/dele-leaves-the-neighbour', 'deletes the file named and no other', ['FTP-FIL-R7'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, BODY);
    const neighbour = await tester.place(session, BODY, `${name}.old`);
    await session.succeeds(`DELE ${name}`);
    await intact(tester, session, neighbour, BODY);
  }, { verbs: ['DELE'] }),

  check('files/dele-takes-no-pattern', 'deletes no file by a pattern that only matches its name', ['FTP-FIL-R7'], async (tester) => {
    const session = await tester.login();
    const stem = tester.name();
    const neighbour = await tester.place(session, BODY, `${stem}x`);
    await session.command(`DELE ${stem}*`);
    await intact(tester, session, neighbour, BODY);
  }, { verbs: ['DELE'] }),

  check('files/mkd-of-a-directory-leaves-it', 'leaves an existing directory as it is when MKD names it', ['FTP-FIL-R7'], async (tester) => {
    const session = await tester.login();
    const name = await tester.makeDirectory(session);
    const file = await tester.place(session, BODY, `${name}/${tester.name('.txt')}`);
    await session.command(`MKD ${name}`, { 'name exists': true, 'access denied': false });
    await intact(tester, session, file, BODY);
  }, { verbs: ['MKD'] }),

  check('files/mkd-of-a-file-leaves-it', 'leaves a file as it is when MKD names it', ['FTP-FIL-R7'], async (tester) => {
    const session = await tester.login();
    const file = await tester.place(session, BODY);
    await session.command(`MKD ${file}`, { 'name exists': true, 'access denied': false });
    await intact(tester, session, file, BODY);
  }, { verbs: ['MKD'] }),

  check('files/rmd-of-a-full-directory-is-honest', 'leaves a full directory as it is when it refuses RMD', ['FTP-FIL-R7'], async (tester) => {
    const session = await tester.login();
    const name = await tester.makeDirectory(session);
    const file = await tester.place(session, BODY, `${name}/${tester.name('.txt')}`);
    const reply = await session.command(`RMD ${name}`, { 'directory missing': false, 'not a directory': false, 'access denied': false, 'directory not empty': true });
    if (reply.code >= 400) return intact(tester, session, file, BODY);
    const entered = await session.command(`CWD ${name}`);
    session.require(entered.code >= 400, 'FTP-FIL-R7', `CWD ${name} is refused: RMD was answered ${reply.code}`, describe(entered));
  }, { verbs: ['RMD'] }),

  check('files/dele-of-a-directory-leaves-it', 'leaves a directory as it is when DELE of it is refused', ['FTP-FIL-R7'], async (tester) => {
    const session = await tester.login();
    const name = await tester.makeDirectory(session);
    const refusal = await session.command(`DELE ${name}`, { 'file missing': false, 'not a plain file': true });
    if (refusal.code < 400) return;
    const reply = await session.command(`CWD ${name}`);
    session.require(reply.code < 400, 'FTP-FIL-R7', `CWD ${name} still enters the directory`, describe(reply));
  }, { verbs: ['DELE'] }),

  check('files/rmd-of-a-file-leaves-it', 'leaves a file as it is when RMD names it', ['FTP-FIL-R7'], async (tester) => {
    const session = await tester.login();
    const file = await tester.place(session, BODY);
    await session.command(`RMD ${file}`, { 'directory missing': false, 'not a directory': true });
    await intact(tester, session, file, BODY);
  }, { verbs: ['RMD'] }),

  check('files/listing-forgets-what-is-deleted', 'lists a new file at once and a deleted one no more', ['FTP-FIL-R7', 'FTP-FIL-R22'], async (tester) => {
    const session = await tester.login();
    const directory = await tester.makeDirectory(session);
    // A directory without entries may be refused.
    const names = async (): Promise<string[]> => listingLines((await session.given('NLST', () => tryReceive(tester, session, 'NLST', undefined, session.nothingAgainst('NLST', ['nothing to list'])))).bytes).map(lastName);
    await session.given('entering a directory', () => session.succeeds(`CWD ${directory}`));
    await names();
    const name = tester.name('.txt');
    tester.file(`${directory}/${name}`);
    await session.given('storing a file', () => tester.place(session, BODY, name));
    const after = await names();
    session.require(after.includes(name), 'FTP-FIL-R22', `NLST shows ${name}`, `NLST shows ${after.length} names without it`);
    await session.succeeds(`DELE ${name}`);
    const rest = await names();
    session.require(!rest.includes(name), 'FTP-FIL-R7', `NLST shows ${name} no more`, 'it is still shown', 'Read the directory for each listing.');
  }, { verbs: ['NLST', 'DELE'] }),

  check('files/session-outlives-its-directory', 'goes on when another session removes the working directory', ['FTP-FIL-R2', 'FTP-FAI-R4'], async (tester) => {
    const session = await tester.login();
    const other = await tester.login();
    const home = await workingDirectory(session);
    const name = await tester.makeDirectory(session);
    await session.given('entering a directory', () => session.succeeds(`CWD ${name}`));
    // A system that locks directories in use refuses it, which is as good.
    await other.command(`RMD ${name}`);
    // Saying 421 and closing is a way out that is open to every server.
    if ((await tryReceive(tester, session, 'LIST')).code === 421) return;
    await session.succeeds(`CWD ${home}`);
    await intact(tester, session, tester.fixtures.need('file'), tester.fixtures.text);
  }, { verbs: ['RMD', 'LIST', 'CWD'] }),
];
