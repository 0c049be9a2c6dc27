import { readQuotedPath } from '../../../src/wire/quoted-path.ts';
import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { quotedPath, workingDirectory } from './working-directory.ts';

const HINT = 'Write each double quote of the path twice inside the quotes: /a"b becomes "/a""b".';

/** Makes a directory with a double quote in its name, where the server's file system has such names. */
async function makeQuoted(tester: Tester, session: Session): Promise<{ name: string; reply: Awaited<ReturnType<Session['command']>> }> {
  const name = tester.name('-a"b');
  const reply = await session.command(`MKD ${tester.directory(name)}`, { 'name exists': false, 'access denied': false });
  // Not every file system has such a name; that MKD works at all is shown by other checks.
  if (reply.code >= 400) throw new Stop('skipped', `the server makes no directory with a double quote in its name: ${describe(reply)}`);
  return { name, reply };
}

/** Double quotes in the paths of 257 replies. */
export const quotingChecks: readonly Check[] = [
  check('files/mkd-doubles-quotes', 'doubles a double quote in the 257 reply to MKD', ['FTP-FIL-R13'], async (tester) => {
    const session = await tester.login();
    const { name, reply } = await makeQuoted(tester, session);
    session.require(readQuotedPath(reply.lines[0] ?? '')?.path.endsWith(name) === true, 'FTP-FIL-R13', `257 "…${name.replaceAll('"', '""')}"`, describe(reply), HINT);
  }, { verbs: ['MKD'] }),

  check('files/pwd-doubles-quotes', 'doubles a double quote in the 257 reply to PWD', ['FTP-FIL-R13'], async (tester) => {
    const session = await tester.login();
    const { name } = await makeQuoted(tester, session);
    await session.succeeds(`CWD ${name}`);
    const reply = await session.succeeds('PWD');
    session.require(readQuotedPath(reply.lines[0] ?? '')?.path.endsWith(name) === true, 'FTP-FIL-R13', `257 "…${name.replaceAll('"', '""')}"`, describe(reply), HINT);
  }, { verbs: ['PWD', 'CWD'] }),

  check('files/pwd-keeps-utf-8', 'tells by PWD a directory whose name is UTF-8 beyond ASCII', ['FTP-FIL-R6'], async (tester) => {
    const session = await tester.login();
    const name = tester.name('-é日本');
    const made = await session.command(`MKD ${tester.directory(name)}`, { 'name exists': false, 'access denied': false });
    if (made.code >= 400) throw new Stop('skipped', `the server makes no directory with such a name: ${describe(made)}`);
    if ((await session.command(`CWD ${name}`)).code >= 400) throw new Stop('skipped', 'the server does not enter a directory with such a name');
    // Whether there is a path between quotes at all is a check of its own.
    const path = await session.given('PWD', () => workingDirectory(session));
    session.require(path.endsWith(name), 'FTP-FIL-R6', `257 "…${name}"`, `257 "${path}"`, 'Replies go out in UTF-8 too.');
  }, { verbs: ['PWD', 'CWD'] }),

  check('files/mkd-tells-an-absolute-path', 'tells by MKD a path that CWD takes from anywhere', ['FTP-FIL-R12'], async (tester) => {
    const session = await tester.login();
    const name = tester.name('-d');
    const reply = await session.succeeds(`MKD ${tester.directory(name)}`);
    const told = quotedPath(session, reply);
    await session.given('entering another directory', async () => session.succeeds(`CWD ${tester.fixtures.need('directory')}`));
    const entered = await session.command(`CWD ${told}`);
    session.require(entered.code < 400, 'FTP-FIL-R12', `CWD ${told} is accepted in another directory`, describe(entered), 'RFC 959: "The 257 reply to the MKD command must always contain the absolute pathname of the created directory."');
    const here = await workingDirectory(session);
    session.require(here.endsWith(name), 'FTP-FIL-R12', `CWD ${told} leads to the new directory`, `PWD names ${here}`);
  }, { verbs: ['MKD', 'CWD'] }),
];
