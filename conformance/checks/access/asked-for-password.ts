import { ANONYMOUS } from '../../anonymous.ts';
import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';

/** Names the tester as the user; a server that asks this user for no password of the user's own ends the check. */
export async function askedForPassword(tester: Tester, session: Session): Promise<void> {
  const { user } = tester.testee;
  if (ANONYMOUS.test(user)) throw new Stop('not-implemented', `${user} may give any password`);
  const reply = await session.given('USER', () => session.command(`USER ${user}`));
  if (reply.code === 230) throw new Stop('not-implemented', 'the server asks for no password');
  if (reply.code === 332) throw new Stop('not-implemented', 'the server asks for an account, not for a password');
}
