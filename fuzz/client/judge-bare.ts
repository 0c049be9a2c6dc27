import type { Day } from './day.ts';
import type { ClientProblem } from './problem.ts';

/** What a login says. */
const LOGIN = /^(?:USER|PASS|ACCT)$/;

/** Who is told to protect the session says neither name nor password before TLS stands, whatever the server makes of AUTH, and takes no data in clear for good (RFC 4217 §10.3, §10.4). */
export function judgeBare({ scenario, exchange, calls }: Day): ClientProblem | null {
  const accesses = scenario.calls.flatMap((call) => (call.call === 'access' ? [call.secure] : []));
  if (accesses.length === 0 || accesses.includes(false)) return null;
  const problem = (call: ClientProblem['call'], expected: string, actual: string, symptom: string): ClientProblem => ({ kind: 'clear', rule: 'FTP-CLI-R25', call, expected, actual, symptom });
  const covered = new Set<number>();
  for (const one of exchange.said) {
    if (one.what === 'protected') covered.add(one.connection);
    if (one.what === 'command' && LOGIN.test(one.verb) && !covered.has(one.connection)) return problem('access', 'a failure, and no login in clear', `${one.verb} goes out in clear`, 'login');
  }
  const moved = calls.find(({ told, carried }) => told?.ok === true && carried.some(({ secured, verb, sent, received }) => !secured && verb !== '' && sent + received > 0));
  return moved === undefined ? null : problem(moved.call.call, 'a failure, or TLS over the data connection', `${moved.call.call} succeeds with data in clear`, 'data');
}
