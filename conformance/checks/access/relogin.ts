import { untilRead } from '../../../src/client/has-read.ts';
import { nameAccount } from '../../account.ts';
import { check } from '../../check.ts';
import { describe } from '../../session.ts';
import { nextReply } from '../../exchange.ts';
import { openData, receive } from '../../transfers.ts';

const WRONG = { 'password wrong': true, 'argument missing': false } as const;

/** USER in mid-session begins the login again (RFC 959 §4.1.1). A server may refuse the change; then nothing has changed. */
export const reloginChecks = [
  check('access/new-user-ends-the-old-login', 'refuses file commands between a new USER and its PASS', ['FTP-ACC-R5', 'FTP-ACC-26'], async (tester) => {
    const session = await tester.login();
    const reply = await session.command(`USER ${tester.name('-nobody')}`);
    if (reply.code !== 331 && reply.code !== 332) return;
    for (const line of ['PWD', `RNFR ${tester.fixtures.file}`, `MKD ${tester.directory(tester.name('-d'))}`]) {
      const answer = await session.command(line);
      session.require(answer.code >= 400, 'FTP-ACC-R5', '530', describe(answer), 'USER has to clear the logged-in flag, not only the name.');
    }
  }, { verbs: ['USER'] }),

  check('access/failed-relogin-ends-the-old-login', 'leaves nobody logged in when a second login fails', ['FTP-ACC-R5', 'FTP-ACC-R2'], async (tester) => {
    const session = await tester.login();
    const reply = await session.command(`USER ${tester.name('-nobody')}`);
    if (reply.code !== 331) return;
    const refusal = await session.command(`PASS ${tester.testee.password}-not`, WRONG);
    if (refusal.code >= 500) await session.command('PWD');
  }, { verbs: ['USER', 'PASS'], guesses: true }),

  check('access/second-login-works', 'lets the same user log in again in mid-session', ['FTP-ACC-26', 'FTP-ACC-37'], async (tester) => {
    const session = await tester.login();
    const reply = await session.command(`USER ${tester.testee.user}`);
    if (reply.code !== 331) return;
    await tester.givePassword(session);
    await session.succeeds('PWD');
  }, { verbs: ['USER', 'PASS'] }),

  check('access/last-user-counts', 'logs in who the last of two USER named', ['FTP-ACC-26', 'FTP-ACC-37'], async (tester) => {
    const session = await tester.session();
    await session.command(`USER ${tester.name()}`);
    if ((await session.command(`USER ${tester.testee.user}`)).code !== 331) return;
    await tester.givePassword(session);
    await session.succeeds('PWD');
  }, { verbs: ['USER', 'PASS'] }),

  check('access/relogin-keeps-the-parameters', 'keeps TYPE I over a second login of the same user', ['FTP-ACC-R7'], async (tester) => {
    const session = await tester.login();
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    const reply = await session.given('USER', () => session.command(`USER ${tester.testee.user}`));
    await session.given('login', async () => { await (reply.code === 331 ? tester.givePassword(session) : nameAccount(session, tester.testee, reply)); });
    const { bytes } = await receive(tester, session, `RETR ${tester.fixtures.need('file')}`);
    session.require(bytes.equals(tester.fixtures.text), 'FTP-ACC-R7', `the ${tester.fixtures.text.length} bytes of the file`, `${bytes.length} bytes: ${JSON.stringify(bytes.toString('latin1').slice(0, 40))}`);
  }, { verbs: ['USER', 'TYPE'] }),

  // RFC 959 §4.1.1: "any file transfer in progress is completed under the old access control parameters".
  check('access/user-during-an-upload', 'stores an upload under its name though USER comes while it runs', ['FTP-ACC-R7', 'FTP-ACC-R5'], async (tester) => {
    const session = await tester.login();
    const name = tester.file(tester.name('.bin'));
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    const connection = await session.given('an upload', async () => {
      const data = await openData(tester, session, 'PASV');
      await session.succeeds(`STOR ${name}`, { 'no data connection': false });
      return data.connection();
    });
    await connection.send(Buffer.from('first '), { deadline: session.timeout });
    await untilRead(connection);
    session.sendRaw(Buffer.from(`USER ${tester.file(tester.name('-nobody'))}\r\n`), []);
    await untilRead(session.control);
    await connection.send(Buffer.from('second'), { deadline: session.timeout });
    connection.end();
    // Which of the two replies comes first, and whether the server lets the user change, is its own affair.
    await nextReply(session, 'FTP-FAI-R1');
    await nextReply(session, 'FTP-FAI-R1');
    const other = await tester.login();
    await other.given('TYPE I', () => other.succeeds('TYPE I'));
    const { bytes } = await receive(tester, other, `RETR ${name}`);
    session.require(bytes.toString('latin1') === 'first second', 'FTP-ACC-R7', 'first second', JSON.stringify(bytes.toString('latin1').slice(0, 40)));
  }, { verbs: ['USER', 'STOR'] }),
];
