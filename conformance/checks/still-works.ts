import { ACCOUNT_TO_LOG_IN } from '../../src/wire/account-wanted.ts';
import { sendAccount } from '../account.ts';
import { describe, type Session } from '../session.ts';
import type { Tester } from '../tester.ts';
import { exchange, nextReply } from '../exchange.ts';

/**
 * Requires that the server still takes a new client and logs it in. A server that refuses the connection altogether ends
 * the check as `gone`, which the runner tells from a crash.
 * @param rule the requirement that is violated where it does not
 */
export async function stillWorks(tester: Tester, rule: string): Promise<Session> {
  const session = await tester.connect();
  const expect = (holds: boolean, wanted: string, actual: string): void => session.require(holds, rule, `a new session after it: ${wanted}`, actual, 'Does one client\'s failure end the loop that serves the others?');
  let greeting = await nextReply(session, rule);
  while (greeting.code === 120) greeting = await nextReply(session, rule);
  expect(greeting.code === 220, '220', describe(greeting));
  const user = await exchange(session, `USER ${tester.testee.user}`, rule);
  if (user.code === 230) return session;
  expect(user.code < 400, '331', describe(user));
  const asked = user.code === ACCOUNT_TO_LOG_IN ? user : await exchange(session, `PASS ${tester.testee.password}`, rule);
  // Where there is no account to name, that one is asked for is as much life as is wanted here.
  const pass = await sendAccount(session, tester.testee, asked, rule);
  expect(pass.code < 400, '230', describe(pass));
  return session;
}
