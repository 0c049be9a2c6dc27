import { accessConditions } from '../../../src/server/conditions/access.ts';
import type { SessionState } from '../../../src/server/session-state.ts';
import { clientLines } from '../client-lines.ts';
import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { TESTER } from '../credentials.ts';

const NO_LOGIN = ['awaitingUser', 'awaitingPassword', 'awaitingAccount'];
const wrong = accessConditions['password wrong']!;

export const loginFaults = [
  fault({
    id: 'access/user-alone-logs-in', title: 'lets a user who has a password in by USER', seen: 'NevolutionX #36', caughtBy: ['access/asks-for-the-password'],
    parts: () => ({ conditions: { 'no password needed': (session, asked) => { session.user = { name: asked.argument, password: null, readOnly: false }; return true; } } }),
  }),

  fault({
    id: 'access/password-of-anybody', title: 'lets anybody in who has the password of some user', seen: 'students: password in users.values()', caughtBy: ['access/password-is-of-its-user'],
    line: () => clientLines((line) => line.replace(/^USER .*\r\n$/, `USER ${TESTER.user}\r\n`)),
  }),

  fault({
    id: 'access/wrong-password-logs-in', title: 'says 530 to a wrong password and lets the user in', seen: 'sys-ftpd PR 11', caughtBy: ['access/failed-login-keeps-out'],
    parts: () => editProtocol({ 'FTP-ACC-34': { next: ['loggedIn'] } }),
  }),

  fault({
    id: 'access/pass-alone-logs-in', title: 'says 503 to PASS without USER and lets the client in', seen: 'libunftp #361', caughtBy: ['access/pass-first-logs-nobody-in'],
    parts: () => editProtocol({}, [{ in: ['awaitingUser'], on: ['PASS'], reply: [[503]], next: ['loggedIn'] }]),
  }),

  fault({
    id: 'access/any-command-after-user-logs-in', title: 'takes the command after USER for the password', seen: 'ProFTPD #1976', caughtBy: ['access/pass-after-another-command'],
    parts: () => editProtocol({}, [{ in: ['awaitingPassword'], on: ['NOOP'], reply: [[200]], next: ['loggedIn'] }]),
  }),

  fault({
    id: 'access/password-unchecked-after-another-command', title: 'forgets to compare the password when a command came after USER', seen: 'ProFTPD #1976', caughtBy: ['access/wrong-password-after-another-command'],
    parts: () => {
      const late = new WeakSet<SessionState>();
      return {
        conditions: {
          'login wanted first': (session, asked) => { if (asked.on === 'NOOP') late.add(session); return false; },
          'password wrong': (session, asked) => wrong(session, asked) as boolean && !late.has(session),
        },
      };
    },
  }),

  fault({
    id: 'access/empty-password-logs-in', title: 'lets anybody in with an empty password', seen: 'fineftp PR 92', caughtBy: ['access/empty-password-keeps-out'],
    parts: () => editProtocol({}, [{ in: ['awaitingPassword'], on: ['PASS'], when: 'argument missing', reply: [[230]], next: ['loggedIn'] }]),
  }),

  fault({
    id: 'access/password-in-any-case', title: 'compares passwords without regard to letter case', seen: null, caughtBy: ['access/password-is-compared-exactly'],
    parts: () => ({ conditions: { 'password wrong': (session, asked) => wrong(session, { ...asked, argument: asked.argument.toLowerCase() }) } }),
  }),

  fault({
    id: 'access/star-is-every-password', title: 'takes * for every password', seen: 'LightFTP b4a95f1', caughtBy: ['access/password-is-compared-exactly'],
    parts: () => ({ conditions: { 'password wrong': (session, asked) => asked.argument !== '*' && wrong(session, asked) } }),
  }),

  fault({
    id: 'access/unlimited-guessing', title: 'answers any number of wrong passwords at once', seen: 'RFC 2577 §5', caughtBy: ['access/guessing-is-limited'],
    config: { loginLimit: 1_000_000 },
  }),

  fault({
    id: 'access/user-tells', title: 'refuses USER when there is no such user', seen: 'RFC 2577 §7', caughtBy: ['access/user-tells-nothing'],
    parts: () => ({ conditions: { 'user refused': (_, asked) => asked.argument !== TESTER.user } }),
  }),

  fault({
    id: 'access/refusal-tells', title: 'says at PASS that there is no such user', seen: 'ProFTPD OSVDB 10758', caughtBy: ['access/refused-login-tells-nothing'],
    parts: () => {
      const { protocol } = editProtocol({}, [{ in: ['awaitingPassword'], on: ['PASS'], when: 'user unknown', reply: [[530]], next: ['awaitingUser'] }]);
      return { protocol: { ...protocol, texts: [...protocol.texts, { code: 530, to: 'WRONG-1', lines: ['No such user.'] }] }, conditions: { 'user unknown': (session) => session.userName !== TESTER.user } };
    },
  }),

  fault({
    id: 'access/one-login-for-all', title: 'keeps the logged-in flag in the server', seen: 'students: a global variable', caughtBy: ['access/logins-are-separate'],
    parts: () => {
      let someone = false;
      return {
        ...editProtocol({}, [{ in: NO_LOGIN, on: ['PWD'], when: 'somebody is in', reply: [[257]] }]),
        conditions: {
          'somebody is in': () => someone,
          'password wrong': (session, asked) => { const refused = wrong(session, asked) as boolean; someone ||= !refused; return refused; },
        },
      };
    },
  }),
];
