import { check } from '../../check.ts';
import { exchange, fits, inOrder, line, nextReply } from '../../exchange.ts';
import { sendInPieces } from '../../checks/in-pieces.ts';
import { describe } from '../../session.ts';

const PIECES = 'TCP keeps no message boundaries: gather bytes until CR LF, then handle one line, and keep the rest.';

/** Command lines, however they come. */
export const lineChecks = [
  check('course-ftp/commands-byte-by-byte', 'reads commands that come a byte a segment', ['FTP-FAI-R3'], async (tester) => {
    const session = await tester.login();
    for (const text of ['TYPE I', 'TYPE A', 'XYZZY']) {
      await sendInPieces(tester, session, line(text), Array.from({ length: text.length + 1 }, () => 1));
      const reply = await nextReply(session, 'FTP-FAI-R3');
      session.require(fits(reply, text === 'XYZZY' ? 500 : 200), 'FTP-FAI-R3', text === 'XYZZY' ? '500' : '200', describe(reply), PIECES);
    }
  }, { verbs: ['TYPE'] }),

  check('course-ftp/commands-in-one-segment', 'answers each of three commands that come in one segment', ['FTP-FAI-R2', 'FTP-FAI-R3'], async (tester) => {
    const session = await tester.login();
    session.sendRaw(Buffer.from('TYPE I\r\nXYZZY\r\nTYPE A\r\n'), []);
    await inOrder(session, [200, 500, 200], 'FTP-FAI-R2', PIECES);
  }, { verbs: ['TYPE'] }),

  check('course-ftp/login-in-one-segment', 'logs in when USER and PASS come in one segment', ['FTP-FAI-R2'], async (tester) => {
    const session = await tester.session();
    session.sendRaw(Buffer.concat([line(`USER ${tester.testee.user}`), line(`PASS ${tester.testee.password}`), line('TYPE I')]), []);
    const first = await nextReply(session, 'FTP-FAI-R2');
    session.require(first.code === 331 || first.code === 230, 'FTP-FAI-R2', '331', describe(first), PIECES);
    const second = await nextReply(session, 'FTP-FAI-R2');
    session.require(first.code === 230 || second.code === 230, 'FTP-FAI-R2', '230', describe(second), PIECES);
    const third = await nextReply(session, 'FTP-FAI-R2');
    session.require(fits(third, 200), 'FTP-FAI-R2', '200 to TYPE I', describe(third), PIECES);
  }, { verbs: ['USER', 'PASS'] }),

  check('course-ftp/lower-case-verbs', 'takes verbs in lower and mixed case', ['FTP-GRA-R1', 'FTP-GRA-R16'], async (tester) => {
    const session = await tester.session();
    const hint = 'Turn the verb into upper case before you look it up.';
    for (const [text, codes] of [[`user ${tester.testee.user}`, [331, 230]], [`pAsS ${tester.testee.password}`, [230, 202, 503]], ['type i', [200]]] as const) {
      const reply = await exchange(session, text, 'FTP-GRA-R1');
      session.require(codes.some((code) => code === reply.code), 'FTP-GRA-R1', codes.join(' or '), describe(reply), hint);
    }
    session.sendRaw(line('quit'), []);
    const reply = await nextReply(session, 'FTP-GRA-R1');
    session.require(reply.code === 221, 'FTP-GRA-R1', '221', describe(reply), hint);
  }, { verbs: ['USER', 'PASS', 'TYPE', 'QUIT'] }),

  check('course-ftp/wrong-password-keeps-out', 'lets nobody list or fetch after a wrong password', ['FTP-ACC-R2', 'FTP-ACC-34'], async (tester) => {
    const session = await tester.session();
    await session.command(`USER ${tester.testee.user}`, { 'no password needed': false });
    await session.command(`PASS ${tester.testee.password}-not`, { 'password wrong': true });
    for (const text of ['LIST', `RETR ${tester.fixtures.need('file')}`]) {
      const reply = await exchange(session, text, 'FTP-ACC-R2');
      session.require(reply.code >= 500, 'FTP-ACC-R2', '530', describe(reply), 'Note the login where PASS succeeds, and look at it before every command that works on files.');
    }
  }, { verbs: ['PASS', 'LIST', 'RETR'] }),
];

