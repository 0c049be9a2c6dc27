import type { Symptom } from './symptom.ts';

/** Mistakes in logins, in serving several clients, and in what becomes of the server when one misbehaves. */
export const sessionSymptoms: readonly Symptom[] = [
  { id: 'blocking-accept', checks: ['access/greets-while-*', 'access/works-beside-*', '*/many-clients', '*/concurrent-clients', '*/is-not-held-up-*', '*/serves-ten-clients', '*/serves-a-hundred-clients', '*/uploading-client-holds-*'], shownBy: 'access/one-client-at-a-time' },
  { id: 'no-greeting', checks: ['access/greets-unasked', 'protocol/welcomes', '*/greets'], actual: /nothing|no reply|closed/, shownBy: 'access/no-greeting' },
  { id: 'wrong-password-logs-in', checks: ['access/failed-login-*', 'access/pass-*', 'access/wrong-password-*', 'access/empty-password-*', 'access/password-is-*'], shownBy: 'access/wrong-password-logs-in' },
  { id: 'login-survives-user', checks: ['access/new-user-*', 'access/failed-relogin-*'], shownBy: 'access/user-keeps-the-login' },
  { id: 'no-login-check', byVerb: true, checks: ['access/*-before-login'], actual: /^[123]\d\d/, shownBy: null },
  { id: 'shared-state', checks: ['access/*-are-separate', 'files/sessions-have-*', 'files/rename-of-another-*', 'access/rename-cannot-be-finished-*'], shownBy: 'access/one-type-for-all' },
  { id: 'quit-goes-on', checks: ['access/logs-in-and-out', '*/quit-closes', '*/quit'], actual: /still open/, shownBy: 'access/quit-does-not-close' },
  { id: 'quit-needs-login', checks: ['access/quit-before-login'], actual: /^[45]\d\d/, shownBy: 'access/quit-wants-a-login' },
  { id: 'unlimited-guessing', checks: ['access/guessing-*'], shownBy: 'access/unlimited-guessing' },
  { id: 'tells-user-names', checks: ['access/user-tells-*', 'access/refused-login-tells-*'], shownBy: 'access/user-tells' },
  { id: 'dies-with-a-client', checks: ['failure/vanishes-*', 'transfer/session-outlives-*', 'transfer/client-closes-*', '*/goes-on-after-*', '*/client-gone-*'], shownBy: 'failure/dies-of-a-lost-client' },
  { id: 'dies-of-a-line', checks: ['failure/survives-*', 'failure/long-line-*', 'failure/endless-line'], shownBy: 'failure/dies-of-a-strange-line' },
  { id: 'leaks-sockets', rules: ['FTP-FAI-R9'], shownBy: 'failure/forgets-the-passive-port' },
  { id: 'closed-by-exception', actual: /closed the control connection|reset the control connection/, shownBy: 'lost-directory' },
];
