import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { deliver, receive } from '../../transfers.ts';
import { tryReceive } from './attempt.ts';
import { inside, workingDirectory } from './working-directory.ts';

/** Requires the working directory to be the one named. Servers may or may not show a slash at the end. */
async function stays(session: Session, path: string, rule: string): Promise<void> {
  const now = await workingDirectory(session);
  session.require(bare(now) === bare(path), rule, `PWD names ${path}`, `PWD names ${now}`);
}

function bare(path: string): string { return path.length > 1 ? path.replace(/\/+$/, '') : path; }

/** A directory with a directory in it, both empty. */
async function nested(tester: Tester, session: Session): Promise<{ outer: string; inner: string }> {
  const outer = await tester.makeDirectory(session);
  const inner = tester.name('-d');
  await tester.makeDirectory(session, `${outer}/${inner}`);
  return { outer, inner };
}

/** The working directory: PWD, CWD and CDUP. */
export const directoryChecks: readonly Check[] = [
  check('files/pwd-names-what-cwd-takes', 'names the working directory by a path that CWD takes', ['FTP-FIL-R1'], async (tester) => {
    const session = await tester.login();
    const home = await workingDirectory(session);
    await session.given('entering a directory', async () => session.succeeds(`CWD ${tester.fixtures.need('directory')}`));
    const path = await workingDirectory(session);
    await session.succeeds(`CWD ${home}`);
    await session.succeeds(`CWD ${path}`);
    await stays(session, path, 'FTP-FIL-R1');
  }, { verbs: ['PWD', 'CWD'] }),

  check('files/cwd-enters-a-directory', 'shows by PWD the directory that CWD entered', ['FTP-FIL-R2'], async (tester) => {
    const session = await tester.login();
    const home = await workingDirectory(session);
    const name = tester.fixtures.need('directory');
    await session.succeeds(`CWD ${name}`);
    await stays(session, inside(home, name), 'FTP-FIL-R2');
  }, { verbs: ['CWD', 'PWD'] }),

  check('files/refused-cwd-changes-nothing', 'stays in the working directory when CWD is refused', ['FTP-FIL-R2'], async (tester) => {
    const session = await tester.login();
    await session.given('entering a directory', async () => session.succeeds(`CWD ${tester.fixtures.need('fullDirectory')}`));
    const before = await workingDirectory(session);
    await session.command(`CWD ${tester.name('-missing')}`, { 'directory missing': true });
    await stays(session, before, 'FTP-FIL-R2');
  }, { verbs: ['CWD', 'PWD'] }),

  check('files/cwd-to-a-file-changes-nothing', 'stays in the working directory when CWD names a file', ['FTP-FIL-R2'], async (tester) => {
    const session = await tester.login();
    await session.given('entering a directory', async () => session.succeeds(`CWD ${tester.fixtures.need('fullDirectory')}`));
    const before = await workingDirectory(session);
    await session.command('CWD inside.txt', { 'directory missing': false, 'not a directory': true });
    await stays(session, before, 'FTP-FIL-R2');
  }, { verbs: ['CWD', 'PWD'] }),

  check('files/cdup-goes-to-the-parent', 'goes to the parent directory by CDUP', ['FTP-FIL-R3'], async (tester) => {
    const session = await tester.login();
    const home = await workingDirectory(session);
    await session.given('entering a directory', async () => session.succeeds(`CWD ${tester.fixtures.need('directory')}`));
    await session.succeeds('CDUP', { 'already at the top': false });
    await stays(session, home, 'FTP-FIL-R3');
  }, { verbs: ['CDUP', 'PWD'] }),

  check('files/cdup-goes-up-one-level', 'goes up one level, not to the top, by CDUP', ['FTP-FIL-R3'], async (tester) => {
    const session = await tester.login();
    const home = await workingDirectory(session);
    const { outer, inner } = await nested(tester, session);
    await session.given('entering a directory', () => session.succeeds(`CWD ${outer}/${inner}`));
    await session.succeeds('CDUP', { 'already at the top': false });
    await stays(session, inside(home, outer), 'FTP-FIL-R3');
  }, { verbs: ['CDUP', 'PWD'] }),

  check('files/cdup-at-the-top-stays', 'stays at the top when CDUP can go no higher', ['FTP-FIL-R3', 'FTP-FIL-R4'], async (tester) => {
    const session = await tester.login();
    const file = tester.fixtures.need('file');
    const home = await workingDirectory(session);
    let top = home;
    // Deeper than any login directory; a server that never arrives anywhere is caught below.
    for (let up = 0; up < 32; up += 1) {
      if ((await session.command('CDUP')).code >= 400) break;
      const above = await workingDirectory(session);
      if (above === top) break;
      top = above;
    }
    await session.command('CDUP');
    await stays(session, top, 'FTP-FIL-R3');
    await session.succeeds(`CWD ${home}`);
    await session.succeeds('TYPE I');
    const { bytes } = await receive(tester, session, `RETR ${file}`);
    session.require(bytes.equals(tester.fixtures.text), 'FTP-FIL-R3', 'the login directory is where it was', `RETR ${file} brought ${bytes.length} bytes`);
  }, { verbs: ['CDUP', 'PWD'] }),

  check('files/dot-dot-is-the-parent', 'takes .. for the parent directory, or refuses it', ['FTP-FIL-R9'], async (tester) => {
    const session = await tester.login();
    const home = await workingDirectory(session);
    const { outer, inner } = await nested(tester, session);
    await session.given('entering a directory', () => session.succeeds(`CWD ${outer}/${inner}`));
    const reply = await session.command('CWD ..');
    await stays(session, inside(home, reply.code < 400 ? outer : `${outer}/${inner}`), 'FTP-FIL-R9');
  }, { verbs: ['CWD'] }),

  check('files/cwd-takes-several-levels', 'enters several levels by one CWD', ['FTP-FIL-R9'], async (tester) => {
    const session = await tester.login();
    const home = await workingDirectory(session);
    const { outer, inner } = await nested(tester, session);
    await session.succeeds(`CWD ${outer}/${inner}`);
    await stays(session, inside(home, `${outer}/${inner}`), 'FTP-FIL-R9');
  }, { verbs: ['CWD'] }),

  check('files/repeated-slashes-lead-to-one-place', 'comes to the same directory by repeated slashes, or refuses them', ['FTP-FIL-R9'], async (tester) => {
    const session = await tester.login();
    const home = await workingDirectory(session);
    const { outer, inner } = await nested(tester, session);
    const reply = await session.command(`CWD ${outer}//${inner}///`);
    if (reply.code >= 400) return;
    await session.succeeds('CDUP', { 'already at the top': false });
    const above = await workingDirectory(session);
    session.require(above.replace(/\/+/g, '/').replace(/\/$/, '') === inside(home, outer), 'FTP-FIL-R9', `PWD names ${inside(home, outer)} after CDUP`, `PWD names ${above}`, 'Empty components of a path mean nothing: drop them before .. is applied.');
  }, { verbs: ['CWD', 'CDUP'] }),

  check('files/relative-names-follow-cwd', 'resolves names against the working directory', ['FTP-FIL-R9'], async (tester) => {
    const session = await tester.login();
    const directory = await tester.makeDirectory(session);
    const name = tester.name('.txt');
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    await session.given('entering a directory', () => session.succeeds(`CWD ${directory}`));
    // Where a server might put it by mistake, and where it belongs.
    for (const path of [name, `${directory}/${name}`]) tester.file(path);
    await deliver(tester, session, `STOR ${name}`, Buffer.from('here'));
    await session.given('going back', () => session.succeeds('CDUP', { 'already at the top': false }));
    const there = await tryReceive(tester, session, `RETR ${directory}/${name}`);
    session.require(there.bytes.toString() === 'here', 'FTP-FIL-R9', `STOR ${name} in ${directory} stores ${directory}/${name}`, `RETR ${directory}/${name} brought ${there.bytes.length} bytes and ${there.code}`);
  }, { verbs: ['CWD', 'STOR', 'RETR'] }),

  check('files/mkd-follows-cwd', 'makes a directory with a relative name inside the working directory', ['FTP-FIL-R9'], async (tester) => {
    const session = await tester.login();
    const home = await workingDirectory(session);
    const outer = await tester.makeDirectory(session);
    const name = tester.name('-d');
    await session.given('entering a directory', () => session.succeeds(`CWD ${outer}`));
    for (const path of [name, `${outer}/${name}`]) tester.directory(path);
    await session.succeeds(`MKD ${name}`);
    await session.given('going back', () => session.succeeds(`CWD ${home}`));
    const reply = await session.command(`CWD ${outer}/${name}`);
    session.require(reply.code < 400, 'FTP-FIL-R9', `MKD ${name} in ${outer} makes ${outer}/${name}`, describe(reply));
  }, { verbs: ['MKD', 'CWD'] }),

  check('files/sessions-have-their-own-directory', 'keeps a working directory for each session', ['FTP-FIL-R2', 'FTP-FIL-R9'], async (tester) => {
    const one = await tester.login();
    const other = await tester.login();
    const home = await workingDirectory(other);
    await one.succeeds(`CWD ${tester.fixtures.need('fullDirectory')}`);
    await stays(other, home, 'FTP-FIL-R2');
    await other.succeeds('TYPE I');
    const { code, bytes } = await tryReceive(tester, other, `RETR ${tester.fixtures.need('file')}`);
    other.require(bytes.equals(tester.fixtures.text), 'FTP-FIL-R9', 'names of this session lie in its own working directory', `RETR brought ${bytes.length} bytes and ${code}`, 'Do not use the working directory of the process (chdir): all sessions share it.');
  }, { verbs: ['CWD', 'PWD'] }),

  check('files/cwd-keeps-the-type', 'leaves the type as it is when the directory changes', ['FTP-FIL-R15'], async (tester) => {
    const session = await tester.login();
    const { file, text, directory } = tester.fixtures;
    tester.fixtures.need('file');
    await session.succeeds('TYPE I');
    await session.succeeds(`CWD ${directory}`);
    await session.given('going back', () => session.succeeds('CDUP', { 'already at the top': false }));
    const { bytes } = await receive(tester, session, `RETR ${file}`);
    session.require(bytes.equals(text), 'FTP-FIL-R15', `the ${text.length} bytes of ${file} in TYPE I`, `${bytes.length} other bytes`);
  }, { verbs: ['CWD'] }),
];
