import type { Conditions } from '../session-state.ts';

/** Who may come in. The reference server has no accounts and asks every user for a password. */
export const accessConditions: Conditions = {
  'ready after a delay': () => false,
  'service not available': (session) => session.crowded,
  'user change refused': () => false,
  'user refused': () => false,
  'no password needed': () => false,
  'account needed': () => false,
  'account needed for storing': () => false,
  'account wrong': () => true,
  'password superfluous': () => false,
  'too many failures': (session) => session.loginFailures >= session.config.loginLimit,
  'password wrong': (session, asked) => {
    session.user = session.users.authenticate(session.userName, asked.argument);
    if (session.user === null) session.loginFailures += 1;
    return session.user === null;
  },
};
