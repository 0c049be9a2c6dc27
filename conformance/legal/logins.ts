import type { Protocol } from '../../src/spec/model.ts';
import { ANONYMOUS } from '../../src/server/users.ts';
import { legal, type Legal } from './legal.ts';

const ACCOUNT = { user: 'tester', password: 'secret', account: 'bookkeeping' } as const;
const WITH_ACCOUNT = { name: ACCOUNT.user, password: ACCOUNT.password, readOnly: false, account: ACCOUNT.account };
const READ_WRITE = ANONYMOUS.map((user) => ({ ...user, readOnly: false }));

/** The rows under a condition come before all others. */
function firstOfAll(phrase: string): (protocol: Protocol) => Protocol {
  return (protocol) => ({ ...protocol, rules: [...protocol.rules.filter(({ when }) => when === phrase), ...protocol.rules.filter(({ when }) => when !== phrase)] });
}

/** Who comes in, and how (RFC 959 §5.4, §6). */
export const loginServers: readonly Legal[] = [
  legal({ id: 'logins/120-first', title: 'greets with 120 and then 220', why: 'RFC 959 §5.4', conditions: { 'ready after a delay': () => true } }),
  legal({
    id: 'logins/no-password', title: 'lets everybody in by USER', why: 'RFC 959 §5.4: 230 to USER',
    conditions: { 'no password needed': (session, asked) => { session.user = { name: asked.argument, password: null, readOnly: false }; return true; } },
  }),
  legal({
    id: 'logins/password-superfluous', title: 'answers every PASS by 202', why: 'RFC 959 §5.4',
    protocol: firstOfAll('password superfluous'), conditions: { 'password superfluous': (session) => { session.user = { name: session.userName, password: null, readOnly: false }; return true; } },
  }),
  legal({ id: 'logins/account', title: 'wants an account after the password', why: 'RFC 959 §5.4, §6', config: { users: [WITH_ACCOUNT] }, login: ACCOUNT }),
  legal({
    id: 'logins/account-at-once', title: 'wants an account after the user, and no password', why: 'RFC 959 §5.4, §6', login: ACCOUNT,
    conditions: {
      'account needed': () => true,
      'account wrong': (session, asked) => {
        session.user = WITH_ACCOUNT;
        return session.userName !== ACCOUNT.user || asked.argument !== ACCOUNT.account;
      },
    },
  }),
  legal({ id: 'logins/account-to-store', title: 'wants an account where something is stored', why: 'RFC 959 §4.1.1: 532', config: { users: [{ ...WITH_ACCOUNT, accountFor: 'storing' }] }, login: ACCOUNT }),
  legal({ id: 'logins/account-not-given', withholds: true, title: 'wants an account that nobody knows', why: 'RFC 959 §5.4, §6', config: { users: [WITH_ACCOUNT] } }),
  legal({ id: 'logins/anonymous', title: 'knows anonymous users alone', why: 'RFC 1635', config: { users: READ_WRITE }, login: { user: 'anonymous', password: 'me@example.org' } }),
  legal({ id: 'logins/anonymous-reading', withholds: true, title: 'knows anonymous users alone, who may only read', why: 'RFC 1635', config: { users: ANONYMOUS }, login: { user: 'ftp', password: 'me@example.org' } }),
  legal({ id: 'logins/reading-only', withholds: true, title: 'lets its user read and not write', why: 'RFC 959 §5.4: 550, 553', config: { users: [{ name: 'tester', password: 'secret', readOnly: true }] } }),
  legal({ id: 'logins/three-attempts', title: 'closes after the third wrong password', why: 'RFC 2577 §5', config: { loginLimit: 3 } }),
  legal({ id: 'logins/one-attempt', title: 'closes after the first wrong password', why: 'RFC 2577 §5', config: { loginLimit: 1 } }),
  legal({
    id: 'logins/closes-after-530', title: 'says 530 to a wrong password and closes', why: 'RFC 2577 §5',
    protocol: (protocol) => ({ ...protocol, rules: protocol.rules.map((rule) => (rule.when === 'password wrong' ? { ...rule, next: ['closed'] } : rule)) }),
  }),
  legal({ id: 'logins/no-change', title: 'refuses USER when somebody is logged in', why: 'RFC 959 §4.1.1', conditions: { 'user change refused': () => true } }),
  legal({ id: 'logins/everything-needs-a-login', title: 'answers 530 to everything but USER, PASS and QUIT before login', why: 'RFC 959 §5.4', conditions: { 'login wanted first': () => true } }),
  legal({ id: 'logins/nothing-needs-a-login', title: 'sets parameters before login', why: 'RFC 959 §5.4', conditions: { 'login wanted first': (_, asked) => asked.on === 'STAT' && asked.argument !== '' } }),
  legal({ id: 'logins/bans-who-guesses', title: 'turns an address away by 421 for ten minutes after five failed logins', why: 'RFC 2577 §5', config: { addressFailures: 5 } }),
  legal({ id: 'logins/ten-sessions', title: 'turns the eleventh session away by 421', why: 'RFC 959 §5.4: 421', config: { sessionLimit: 10 } }),
  legal({ id: 'logins/four-of-an-address', title: 'turns the fifth session of an address away by 421', why: 'RFC 959 §5.4: 421', config: { addressSessions: 4 } }),
  legal({ id: 'logins/four-of-a-user', title: 'turns the fifth session of a user away by 421 to PASS', why: 'RFC 959 §5.4: 421', config: { users: [{ name: 'tester', password: 'secret', readOnly: false, sessionLimit: 4 }] } }),
  legal({ id: 'logins/six-places', title: 'serves six clients at a time, the others wait for a place', why: 'no document says how many', places: 6 }),
  legal({ id: 'logins/short-idle-limit', title: 'closes a session that says nothing for four seconds', why: 'RFC 1123 §4.1.3.2: SHOULD', config: { idleLimit: 4000 } }),
  legal({
    id: 'logins/unknown-users-refused', title: 'refuses unknown users at USER', why: 'RFC 959 §5.4',
    conditions: { 'user refused': (_, asked) => asked.argument !== 'tester' },
  }),
];
