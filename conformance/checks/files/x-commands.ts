import { check, type Check } from '../../check.ts';
import { describe } from '../../session.ts';
import { inside, quotedPath, workingDirectory } from './working-directory.ts';

/** The experimental names of the directory commands. */
export const xCommandChecks: readonly Check[] = [
  check('files/xpwd-is-pwd', 'answers XPWD as PWD', ['FTP-FIL-R10'], async (tester) => {
    const session = await tester.login();
    const path = await workingDirectory(session);
    const reply = await session.succeeds('XPWD');
    session.require(quotedPath(session, reply) === path, 'FTP-FIL-R10', `257 "${path}"`, describe(reply));
  }, { verbs: ['XPWD'] }),

  check('files/xmkd-is-mkd', 'makes a directory by XMKD', ['FTP-FIL-R10'], async (tester) => {
    const session = await tester.login();
    const name = tester.name('-d');
    await session.succeeds(`XMKD ${tester.directory(name)}`);
    const reply = await session.command(`CWD ${name}`);
    session.require(reply.code < 400, 'FTP-FIL-R10', `CWD ${name} enters what XMKD made`, describe(reply));
  }, { verbs: ['XMKD'] }),

  check('files/xcwd-is-cwd', 'enters a directory by XCWD', ['FTP-FIL-R10'], async (tester) => {
    const session = await tester.login();
    const home = await workingDirectory(session);
    const name = tester.fixtures.need('directory');
    await session.succeeds(`XCWD ${name}`);
    const now = await workingDirectory(session);
    session.require(now === inside(home, name), 'FTP-FIL-R10', `PWD names ${inside(home, name)}`, `PWD names ${now}`);
  }, { verbs: ['XCWD'] }),

  check('files/xcup-is-cdup', 'goes to the parent directory by XCUP', ['FTP-FIL-R10'], async (tester) => {
    const session = await tester.login();
    const home = await workingDirectory(session);
    await session.given('entering a directory', async () => session.succeeds(`CWD ${tester.fixtures.need('directory')}`));
    await session.succeeds('XCUP', { 'already at the top': false });
    const now = await workingDirectory(session);
    session.require(now === home, 'FTP-FIL-R10', `PWD names ${home}`, `PWD names ${now}`);
  }, { verbs: ['XCUP'] }),

  check('files/xrmd-is-rmd', 'removes a directory by XRMD', ['FTP-FIL-R10'], async (tester) => {
    const session = await tester.login();
    const name = await tester.makeDirectory(session);
    await session.succeeds(`XRMD ${name}`);
    const reply = await session.command(`CWD ${name}`);
    session.require(reply.code >= 400, 'FTP-FIL-R10', `CWD ${name} is refused: XRMD removed it`, describe(reply));
  }, { verbs: ['XRMD'] }),
];
