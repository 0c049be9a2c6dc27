import { ACCOUNT_TO_LOG_IN } from '../../../src/wire/account-wanted.ts';
import { check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';

/** A server that asks for an account at the login (332), and a user who has one. */
export const accountChecks = [
  check('access/account-logs-in', 'lets a user in who names the account', ['FTP-ACC-53'], async (tester) => {
    const session = await tester.session();
    const account = await askedForAccount(tester, session);
    await session.succeeds(`ACCT ${account}`);
    await session.succeeds('PWD');
  }, { verbs: ['ACCT'] }),

  check('access/account-is-waited-for', 'refuses file commands until the account is named that it asks for', ['FTP-ACC-10'], async (tester) => {
    const session = await tester.session();
    await askedForAccount(tester, session);
    for (const line of ['PWD', `CWD ${tester.fixtures.directory}`, `RNFR ${tester.fixtures.file}`]) await session.command(line);
  }, { verbs: ['ACCT'] }),

  check('access/wrong-account-keeps-out', 'refuses a wrong account, and begins the login anew', ['FTP-ACC-52', 'FTP-ACC-R2'], async (tester) => {
    const session = await tester.session();
    const account = await askedForAccount(tester, session);
    const refusal = await session.command(`ACCT ${account}-not`, { 'account wrong': true, 'argument missing': false });
    for (const line of ['PWD', `ACCT ${account}`, 'PWD']) {
      const answer = await session.command(line);
      session.require(answer.code >= 400 || line !== 'PWD', 'FTP-ACC-R2', '530', `${describe(answer)}, behind ${describe(refusal)}`, 'Forget the user when the account is wrong.');
    }
  }, { verbs: ['ACCT'], guesses: true }),
];

/** Logs in up to where the server asks for the account, which it returns; a server that does not ask ends the check. */
async function askedForAccount({ testee }: Tester, session: Session): Promise<string> {
  const { user, password, account } = testee;
  if (account === undefined) throw new Stop('not-implemented', 'the suite was given no account');
  let reply = await session.given('USER', () => session.command(`USER ${user}`));
  if (reply.code === 331) reply = await session.given('PASS', () => session.command(`PASS ${password}`, { 'password wrong': false, 'argument missing': false }));
  if (reply.code !== ACCOUNT_TO_LOG_IN) throw new Stop('not-implemented', 'the server asks for no account at the login');
  return account;
}
