import type { Conditions, SessionState } from '../session-state.ts';
import type { User } from '../users.ts';

/** Who may come in. The reference server asks every user for a password, and those who have one for their account. */
export const accessConditions: Conditions = {
  'ready after a delay': () => false,
  'service not available': (session) => session.crowded,
  'user change refused': () => false,
  'user refused': () => false,
  'no password needed': () => false,
  'account needed': (session, asked) => asked.on === 'PASS' && session.user?.account !== undefined && session.user.accountFor !== 'storing',
  'account needed for storing': (session) => session.user?.account !== undefined && session.account === null,
  'account wrong': (session, asked) => {
    // Without a user there is no password either: nobody comes in by ACCT alone.
    const wrong = session.user === null || (session.user.account !== undefined && session.user.account !== asked.argument);
    if (wrong) session.loginFailures += 1;
    return wrong;
  },
  'password superfluous': () => false,
  'too many failures': (session) => session.loginFailures >= session.config.loginLimit || session.guard.isBarred(session.peer.address),
  'password wrong': (session, asked) => {
    const user = session.users.authenticate(session.userName, asked.argument);
    return user instanceof Promise ? user.then((found) => isStranger(session, found)) : isStranger(session, user);
  },
  'too many sessions': (session) => session.user !== null && !session.guard.takes(session.user, session.socket),
};

/** Lets a user in; keeps a stranger waiting. */
function isStranger(session: SessionState, user: User | null): boolean | Promise<boolean> {
  session.user = user;
  if (user !== null) return false;
  session.loginFailures += 1;
  session.channel.flush();
  const refused = session.guard.failed(session.peer.address, session.socket);
  return session.config.loginDelay === 0 ? true : refused.then(() => true);
}
