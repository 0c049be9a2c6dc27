import type { User } from '../../src/server/users.ts';

/** Who logs in to a faulty server. */
export const TESTER = { user: 'tester', password: 'secret' } as const;

/** The same user with an account, which has to be named to log in. */
export const ACCOUNTED: User = { name: TESTER.user, password: TESTER.password, readOnly: false, account: 'bookkeeping' };
