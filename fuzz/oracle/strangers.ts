import { ANONYMOUS } from '../../conformance/anonymous.ts';
import type { Reply } from '../../src/wire/reply.ts';
import type { Untruth } from './told.ts';
import type { Place } from './truth.ts';

/** More failed logins than this on one connection are no small number (RFC 2577 §5 says 3 to 5). */
const MANY = 10;
/** Milliseconds an attempt that make guessing slow enough without a limit. */
const SLOW = 1000;

interface Asked { readonly on: string; readonly argument: string; readonly place: Place }
interface Account { readonly user: string; readonly password: string }

/** What the sessions of a scenario tell to somebody who tries names and passwords. */
export class Strangers {
  /** First replies of sessions to USER and PASS, for the user who is known and for others, without the names in them. */
  private readonly first = new Map<string, string>();
  private readonly seen = new WeakMap<object, { asked: Set<string>; failures: number; since: number }>();

  /** @param fresh nobody was let in by this session yet */
  note(session: object, { on, argument, place }: Asked, reply: Reply, account: Account, fresh: boolean): Untruth | null {
    const before = this.seen.get(session) ?? { asked: new Set<string>(), failures: 0, since: performance.now() };
    this.seen.set(session, before);
    const isFirst = !before.asked.has(on);
    before.asked.add(on);
    if (on === 'USER') {
      // No name of a user: what is wrong with the line may be said.
      if (!/^[\w.-]{1,64}$/.test(argument) || ![230, 331, 332, 530].includes(reply.code)) return null;
      if (argument === account.user && account.password !== '' && !ANONYMOUS.test(argument) && reply.code === 230) return { demand: 'asks', expected: '331', symptom: 'no password is asked for' };
      return isFirst ? this.compared(on, argument, account, reply) : null;
    }
    if (fresh && on === 'PASS' && reply.code === 230 && place.user === account.user && argument !== account.password && account.password !== '' && !ANONYMOUS.test(account.user)) return { demand: 'password', expected: '530', symptom: 'another password' };
    if (reply.code !== 530) return null;
    before.failures += 1;
    if (before.failures === MANY && performance.now() - before.since < MANY * SLOW) return { demand: 'guessing', expected: '421 and the end of the session after 3 to 5 wrong passwords', symptom: 'many wrong passwords' };
    return isFirst && argument !== account.password && place.user !== '' ? this.compared(on, place.user, account, reply) : null;
  }

  /** What differs between a user who exists and one who does not. */
  private compared(on: string, user: string, account: Account, reply: Reply): Untruth | null {
    const mine = user === account.user;
    const text = `${reply.code} ${reply.lines.join('\n').replaceAll(user, '')}`;
    this.first.set(`${on} ${mine}`, text);
    const [known, stranger] = [this.first.get(`${on} true`), this.first.get(`${on} false`)];
    if (known === undefined || stranger === undefined || known === stranger || (on === 'USER' && !known.startsWith('331'))) return null;
    return on === 'USER' ? { demand: 'user tells', expected: known, symptom: 'USER tells who exists' } : { demand: 'refusal tells', expected: known, symptom: 'PASS tells who exists' };
  }
}
