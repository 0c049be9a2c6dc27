import { check, type Check } from '../../check.ts';
import type { Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { tryReceive } from './attempt.ts';

const BODY = Buffer.from('what is in the file\r\n\x00\xff', 'latin1');
const OTHER = Buffer.from('what is in the other file');

async function rename(session: Session, from: string, to: string): Promise<void> {
  await session.given('RNFR', () => session.succeeds(`RNFR ${from}`));
  await session.succeeds(`RNTO ${to}`);
}

/** Requires a file to have come under its new name, whole. */
async function moved(tester: Tester, session: Session, from: string, to: string, body = BODY): Promise<void> {
  const there = await tryReceive(tester, session, `RETR ${to}`);
  session.require(there.bytes.equals(body), 'FTP-FIL-R8', `RETR ${to} brings the ${body.length} bytes of the file`, `it brought ${there.bytes.length} bytes and ${there.code}`);
  const left = await tryReceive(tester, session, `RETR ${from}`);
  session.require(left.code >= 400, 'FTP-FIL-R8', `RETR ${from} is refused`, `it brought ${left.bytes.length} bytes and ${left.code}`, 'A rename is no copy: nothing stays under the old name.');
}

/** Requires a file to be where it was, whole. */
async function unmoved(tester: Tester, session: Session, name: string, rule = 'FTP-FIL-R8'): Promise<void> {
  const { bytes, code } = await tryReceive(tester, session, `RETR ${name}`);
  session.require(bytes.equals(BODY), rule, `RETR ${name} brings the ${BODY.length} bytes of the file`, `it brought ${bytes.length} bytes and ${code}`);
}

/** What RNFR and RNTO do. */
export const renameChecks: readonly Check[] = [
  check('files/rename-moves-the-file', 'moves a file from the old name to the new one', ['FTP-FIL-R8'], async (tester) => {
    const session = await tester.login();
    const from = await tester.place(session, BODY);
    const to = tester.file(tester.name('.bin'));
    await rename(session, from, to);
    const disk = tester.disk(to);
    session.require(disk === undefined || disk?.equals(BODY) === true, 'FTP-FIL-R8', `${to} on the disk with the bytes of the file`, disk === null ? 'there is no such file' : 'it has other bytes');
    await moved(tester, session, from, to);
  }, { verbs: ['RNFR', 'RNTO'] }),

  check('files/rename-moves-across-directories', 'moves a file into another directory', ['FTP-FIL-R8'], async (tester) => {
    const session = await tester.login();
    const from = await tester.place(session, BODY);
    const directory = await tester.makeDirectory(session);
    const to = tester.file(`${directory}/${tester.name('.bin')}`);
    await rename(session, from, to);
    await moved(tester, session, from, to);
  }, { verbs: ['RNFR', 'RNTO'] }),

  check('files/rename-moves-a-directory', 'moves a directory with what is in it', ['FTP-FIL-R8'], async (tester) => {
    const session = await tester.login();
    const from = await tester.makeDirectory(session);
    const file = tester.name('.bin');
    await tester.place(session, BODY, `${from}/${file}`);
    const to = tester.directory(tester.name('-d'));
    tester.file(`${to}/${file}`);
    await rename(session, from, to);
    await moved(tester, session, `${from}/${file}`, `${to}/${file}`);
  }, { verbs: ['RNFR', 'RNTO'] }),

  check('files/rename-follows-cwd', 'resolves both names of a rename against the working directory', ['FTP-FIL-R8', 'FTP-FIL-R9'], async (tester) => {
    const session = await tester.login();
    const directory = await tester.makeDirectory(session);
    const [from, to] = [tester.name('.bin'), tester.name('.bin')];
    await tester.place(session, BODY, `${directory}/${from}`);
    for (const path of [to, `${directory}/${to}`]) tester.file(path);
    await session.given('entering a directory', () => session.succeeds(`CWD ${directory}`));
    await rename(session, from, to);
    await moved(tester, session, from, to);
  }, { verbs: ['RNFR', 'RNTO'] }),

  check('files/rename-onto-a-file-loses-none-half', 'either replaces or refuses when a rename meets an existing file', ['FTP-FIL-R8'], async (tester) => {
    const session = await tester.login();
    const from = await tester.place(session, BODY);
    const to = await tester.place(session, OTHER);
    await session.given('RNFR', () => session.succeeds(`RNFR ${from}`));
    const reply = await session.command(`RNTO ${to}`, { 'account needed for storing': false });
    if (reply.code < 400) return moved(tester, session, from, to);
    await unmoved(tester, session, from);
    const { bytes } = await tryReceive(tester, session, `RETR ${to}`);
    session.require(bytes.equals(OTHER), 'FTP-FIL-R8', `${to} is as it was: RNTO was refused`, `RETR ${to} brought ${bytes.length} bytes`);
  }, { verbs: ['RNFR', 'RNTO'] }),

  check('files/rename-onto-a-directory', 'gives a file the name that RNTO says, or refuses, when a directory has it', ['FTP-FIL-R8'], async (tester) => {
    const session = await tester.login();
    const from = await tester.place(session, BODY);
    const directory = await tester.makeDirectory(session);
    tester.file(`${directory}/${from}`);
    await session.given('RNFR', () => session.succeeds(`RNFR ${from}`));
    const reply = await session.command(`RNTO ${directory}`);
    await unmoved(tester, session, reply.code < 400 ? directory : from);
  }, { verbs: ['RNFR', 'RNTO'] }),

  check('files/rnfr-alone-changes-nothing', 'moves nothing by RNFR alone', ['FTP-FIL-R8'], async (tester) => {
    const session = await tester.login();
    const from = await tester.place(session, BODY);
    await session.succeeds(`RNFR ${from}`);
    // By another session: a server may take nothing but RNTO in this one.
    const other = await tester.login();
    await other.given('TYPE I', () => other.succeeds('TYPE I'));
    await unmoved(tester, other, from);
  }, { verbs: ['RNFR'] }),

  check('files/second-rnfr-counts', 'renames the file of the second of two RNFR', ['FTP-FIL-R8'], async (tester) => {
    const session = await tester.login();
    const first = await tester.place(session, BODY);
    const second = await tester.place(session, OTHER);
    const to = tester.file(tester.name('.bin'));
    await session.given('RNFR', () => session.succeeds(`RNFR ${first}`));
    // A server may insist on RNTO first, which is tolerated.
    if ((await session.succeeds(`RNFR ${second}`)).code >= 400) return;
    await session.succeeds(`RNTO ${to}`);
    await moved(tester, session, second, to, OTHER);
    await unmoved(tester, session, first);
  }, { verbs: ['RNFR', 'RNTO'] }),

  check('files/failed-rnfr-ends-the-earlier-one', 'refuses RNTO after a failed RNFR that followed a good one', ['FTP-FIL-R14'], async (tester) => {
    const session = await tester.login();
    const from = await tester.place(session, BODY);
    const to = tester.file(tester.name('.bin'));
    await session.given('RNFR', () => session.succeeds(`RNFR ${from}`));
    await session.command(`RNFR ${tester.name('-missing')}`, { 'path missing': true, 'access denied': false });
    await session.command(`RNTO ${to}`);
    await unmoved(tester, session, from, 'FTP-FIL-R14');
  }, { verbs: ['RNFR', 'RNTO'] }),

  check('files/rnto-works-once', 'refuses a second RNTO after a rename', ['FTP-FIL-32'], async (tester) => {
    const session = await tester.login();
    const from = await tester.place(session, BODY);
    const [to, again] = [tester.file(tester.name('.bin')), tester.file(tester.name('.bin'))];
    await session.given('renaming', () => rename(session, from, to));
    await session.command(`RNTO ${again}`);
    await unmoved(tester, session, to);
  }, { verbs: ['RNTO'] }),

  check('files/rename-leaves-a-new-file-of-the-old-name', 'refuses a second RNTO after a rename, though there is a new file of the old name', ['FTP-FIL-32'], async (tester) => {
    const session = await tester.login();
    const from = await tester.place(session, BODY);
    const [to, again] = [tester.file(tester.name('.bin')), tester.file(tester.name('.bin'))];
    const other = await tester.login();
    await session.given('renaming', () => rename(session, from, to));
    await tester.place(other, BODY, from);
    await session.command(`RNTO ${again}`);
    await unmoved(tester, other, from);
  }, { verbs: ['RNTO'] }),

  check('files/rename-of-another-session-is-not-taken', 'keeps the pending RNFR of each session to itself', ['FTP-FIL-32', 'FTP-FIL-R8'], async (tester) => {
    const one = await tester.login();
    const other = await tester.login();
    const from = await tester.place(one, BODY);
    const to = tester.file(tester.name('.bin'));
    await one.given('RNFR', () => one.succeeds(`RNFR ${from}`));
    await other.command(`RNTO ${to}`);
    await one.succeeds(`RNTO ${to}`);
    await moved(tester, one, from, to);
  }, { verbs: ['RNFR', 'RNTO'] }),

  check('files/refused-rnto-leaves-the-file', 'leaves the file where it is when RNTO is refused', ['FTP-FIL-R8'], async (tester) => {
    const session = await tester.login();
    const from = await tester.place(session, BODY);
    await session.given('RNFR', () => session.succeeds(`RNFR ${from}`));
    const missing = tester.directory(tester.name('-missing'));
    const to = tester.file(`${missing}/x`);
    const reply = await session.command(`RNTO ${to}`, { 'cannot be renamed': true });
    // Some servers make what is missing on the way, tolerably: then the file has to be there.
    await unmoved(tester, session, reply.code < 400 ? to : from);
  }, { verbs: ['RNTO'] }),

  check('files/directory-does-not-move-into-itself', 'loses nothing when a directory is renamed into itself', ['FTP-FIL-R8'], async (tester) => {
    const session = await tester.login();
    const directory = await tester.makeDirectory(session);
    const file = await tester.place(session, BODY, `${directory}/${tester.name('.bin')}`);
    await session.given('RNFR', () => session.succeeds(`RNFR ${directory}`));
    await session.command(`RNTO ${directory}/${tester.name('-d')}`, { 'cannot be renamed': true });
    await unmoved(tester, session, file);
  }, { verbs: ['RNFR', 'RNTO'] }),
];
