import { legalServers } from '../../conformance/legal/all.ts';
import { ftp } from '../../src/generated/ftp.ts';
import { Observer } from '../../src/machine/observer.ts';
import { Table } from '../../src/machine/table.ts';
import type { Day } from './day.ts';
import type { ClientProblem } from './problem.ts';

const table = new Table(ftp);

/** What the observer says of the server's own part: a day is of no use as a witness where its server broke a rule. */
export function judgeServer({ exchange, calls, scenario }: Day): ClientProblem | null {
  // By RFC 959 alone a server may lack what the table asks for.
  if (legalServers.some(({ id, lacks = [] }) => lacks.length > 0 && scenario.habits.includes(id))) return null;
  // TLS from the first byte is begun by no command: the table has no row for it.
  if (scenario.calls.some((call) => call.call === 'access' && call.secure === 'implicit')) return null;
  const observers = new Map<number, Observer>();
  for (const one of exchange.said) {
    const observer = observers.get(one.connection) ?? new Observer(table);
    observers.set(one.connection, observer);
    if (one.what === 'command') observer.sent(one.verb, one.argument);
    if (one.what !== 'reply') continue;
    const seen = observer.reply(one.code);
    if (seen.grade !== 'violation') continue;
    return { kind: 'server', rule: seen.rules[0] ?? 'FTP-GRA-R1', call: calls[0]?.call.call ?? 'access', expected: seen.expected.slice(0, 4).join('; '), actual: `the server answers ${one.code} to ${one.to || 'the connection'}`, symptom: `${one.to} ${one.code}` };
  }
  return null;
}
