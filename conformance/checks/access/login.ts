import { SUPERFLUOUS } from '../../../src/wire/accepted.ts';
import { check } from '../../check.ts';
import { describe, PENALTY } from '../../session.ts';
import { ANONYMOUS } from '../../anonymous.ts';
import { Stop } from '../../stop.ts';
import { exchange } from '../../exchange.ts';
import { askedForPassword } from './asked-for-password.ts';

const WRONG = { 'password wrong': true, 'argument missing': false } as const;

/** What makes a login, and what a failed one leaves behind. */
export const loginChecks = [
  check('access/failed-login-keeps-out', 'refuses file commands after a wrong password', ['FTP-ACC-R2', 'FTP-ACC-10'], async (tester) => {
    const file = tester.fixtures.need('file');
    const before = tester.disk(file);
    const session = await tester.session();
    await askedForPassword(tester, session);
    const refusal = await session.command(`PASS ${tester.testee.password}-not`, WRONG);
    if (refusal.code === 421) return;
    if (refusal.code < 300) throw new Stop('not-implemented', 'the server does not look at passwords');
    for (const line of ['PWD', `CWD ${tester.fixtures.directory}`, `RNFR ${file}`, `MKD ${tester.directory(tester.name('-d'))}`, `RETR ${file}`, 'LIST']) await session.command(line);
    const after = tester.disk(file);
    session.require(before === after || (after && before?.equals(after)) === true, 'FTP-ACC-R2', 'the file is untouched', 'the file has changed');
  }, { verbs: ['PASS'], guesses: true }),

  check('access/asks-for-the-password', 'asks a user who has a password for it', ['FTP-ACC-R12'], async (tester) => {
    const { user, password } = tester.testee;
    if (password === '' || ANONYMOUS.test(user)) throw new Stop('not-implemented', 'this user has no password of the user\'s own');
    const session = await tester.session();
    const reply = await session.command(`USER ${user}`);
    session.require(reply.code !== 230, 'FTP-ACC-R12', '331', describe(reply), 'Log nobody in before PASS has been compared.');
  }, { verbs: ['USER'] }),

  check('access/pass-first-logs-nobody-in', 'leaves a client that begins with PASS logged out', ['FTP-ACC-R2', 'FTP-ACC-38'], async (tester) => {
    const session = await tester.session();
    await session.command(`PASS ${tester.testee.password}`);
    await session.command('PWD');
    await session.command(`CWD ${tester.fixtures.directory}`);
  }, { verbs: ['PASS'] }),

  // RFC 959 §4.1.1 wants PASS right after USER; most servers take it later too. What is judged is that the session agrees with the reply.
  check('access/pass-after-another-command', 'logs in after USER, NOOP, PASS exactly when it says so', ['FTP-ACC-R2'], async (tester) => {
    const session = await tester.session();
    await askedForPassword(tester, session);
    await exchange(session, 'NOOP', 'FTP-FAI-R1');
    const answer = await exchange(session, `PASS ${tester.testee.password}`, 'FTP-FAI-R1');
    const directory = await exchange(session, 'PWD', 'FTP-FAI-R1');
    session.require((answer.code < 300) === (directory.code === 257), 'FTP-ACC-R2', answer.code < 300 ? '257: PASS was accepted' : '530: PASS was refused', describe(directory));
  }, { verbs: ['USER', 'PASS'] }),

  check('access/wrong-password-after-another-command', 'refuses a wrong password after USER, NOOP, PASS', ['FTP-ACC-34', 'FTP-ACC-R2'], async (tester) => {
    const session = await tester.session();
    await askedForPassword(tester, session);
    await exchange(session, 'NOOP', 'FTP-FAI-R1');
    session.send(`PASS ${tester.testee.password}-not`, WRONG);
    const answer = await session.control.reply(session.timeout + PENALTY);
    session.require(answer.kind !== 'reply' || answer.reply.code >= 400 || answer.reply.code === SUPERFLUOUS, 'FTP-ACC-34', '530', answer.kind === 'reply' ? describe(answer.reply) : '');
  }, { verbs: ['USER', 'PASS'] }),

  check('access/empty-password-keeps-out', 'refuses an empty password for a user who has one', ['FTP-ACC-34', 'FTP-ACC-30'], async (tester) => {
    const session = await tester.session();
    await askedForPassword(tester, session);
    session.send('PASS ');
    const answer = await session.finalReply();
    session.require(answer.code >= 400 || answer.code === SUPERFLUOUS || tester.testee.password === '', 'FTP-ACC-34', '530, 501 or 500', describe(answer));
    if (answer.code >= 500) await session.command('PWD');
  }, { verbs: ['PASS'] }),

  // A name or password that ends at its first NUL is compared as a C string. RFC 854 lets NUL be dropped: that gives a wrong one too.
  check('access/nul-does-not-end-the-password', 'compares the whole password, also behind a NUL', ['FTP-ACC-34'], async (tester) => {
    const session = await tester.session();
    await askedForPassword(tester, session);
    await session.command(`PASS ${tester.testee.password}\0x`, WRONG);
  }, { verbs: ['PASS'] }),

  check('access/password-is-of-its-user', 'refuses the password of one user to another', ['FTP-ACC-34'], async (tester) => {
    if (ANONYMOUS.test(tester.testee.user)) throw new Stop('skipped', 'anonymous users have any password');
    const session = await tester.session();
    const reply = await session.command(`USER ${tester.name()}`);
    if (reply.code !== 331) return;
    await session.command(`PASS ${tester.testee.password}`, WRONG);
  }, { verbs: ['PASS'] }),

  check('access/password-is-compared-exactly', 'refuses the password in other letter case, shortened or lengthened', ['FTP-ACC-34'], async (tester) => {
    const { password } = tester.testee;
    const variants = [swapCase(password), password.slice(0, -1), `${password}x`, '*'].filter((wrong) => wrong !== password && wrong !== '');
    // Side by side: many servers let a wrong password wait for seconds.
    await Promise.all(variants.map(async (wrong) => {
      const session = await tester.session();
      await askedForPassword(tester, session);
      await session.command(`PASS ${wrong}`, WRONG);
    }));
  }, { verbs: ['PASS'] }),
];

function swapCase(text: string): string {
  return text.replace(/\p{L}/gu, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()));
}
