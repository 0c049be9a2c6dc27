import { check } from '../../check.ts';
import { describe, PENALTY, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import type { Reply } from '../../../src/wire/reply.ts';
import { exchange, nextReply } from '../../exchange.ts';

/** More failed logins than this on one connection are no small number (RFC 2577 §5 says 3 to 5). */
const MANY = 10;
/** Milliseconds of delay after a wrong password that make guessing slow enough without a limit. */
const SLOW = 1000;

/** What a stranger learns by trying. */
export const guessingChecks = [
  check('access/guessing-is-limited', 'ends the session, or slows down, after a few wrong passwords', ['FTP-ACC-R3'], async (tester) => {
    const session = await tester.session();
    for (let attempt = 1; attempt <= MANY; attempt += 1) {
      const began = performance.now();
      session.sendRaw(Buffer.from(`USER ${tester.testee.user}\r\n`), []);
      const user = await session.control.reply();
      if (user.kind === 'ended' || (user.kind === 'reply' && user.reply.code >= 400)) return;
      session.sendRaw(Buffer.from(`PASS ${tester.testee.password}-not-${attempt}\r\n`), []);
      const pass = await session.control.reply(session.timeout + PENALTY);
      if (pass.kind !== 'reply' || pass.reply.code === 421 || performance.now() - began > SLOW) return;
    }
    session.fail('FTP-ACC-R3', ['421 and the end of the session after 3 to 5 wrong passwords'], `${MANY} wrong passwords were all answered at once`, 'Count failed logins in the session; at the limit reply 421 and close.');
  }, { verbs: ['USER', 'PASS'], guesses: true }),

  check('access/user-tells-nothing', 'answers USER the same whether the user exists or not', ['FTP-ACC-R4'], async (tester) => {
    const { session: known, reply: wanted } = await named(tester, tester.testee.user);
    if (wanted.code !== 331) return;
    const stranger = tester.name('-nobody');
    const { reply } = await named(tester, stranger);
    known.require(alike(reply, stranger, wanted, tester.testee.user), 'FTP-ACC-R4', `as for a user who exists: ${describe(wanted)}`, describe(reply));
  }, { verbs: ['USER'] }),

  check('access/refused-login-tells-nothing', 'refuses an unknown user and a wrong password with the same reply', ['FTP-ACC-R11'], async (tester) => {
    const stranger = tester.name('-nobody');
    const [wanted, reply] = await Promise.all([refused(tester, tester.testee.user), refused(tester, stranger)]);
    if (wanted === null || reply === null) return;
    reply.session.require(alike(reply.reply, stranger, wanted.reply, tester.testee.user), 'FTP-ACC-R11', `as for a user who exists: ${describe(wanted.reply)}`, describe(reply.reply));
  }, { verbs: ['PASS'], guesses: true }),
];

async function named(tester: Tester, user: string): Promise<{ session: Session; reply: Reply }> {
  const session = await tester.session();
  return { session, reply: await exchange(session, `USER ${user}`, 'FTP-FAI-R1') };
}

/** The refusal of a wrong password; null where USER is refused already, or where any password will do. */
async function refused(tester: Tester, user: string): Promise<{ session: Session; reply: Reply } | null> {
  const { session, reply } = await named(tester, user);
  if (reply.code !== 331) return null;
  session.sendRaw(Buffer.from(`PASS ${tester.testee.password}-not\r\n`), []);
  const answer = await nextReply(session, 'FTP-FAI-R1', session.timeout + PENALTY);
  return answer.code < 400 ? null : { session, reply: answer };
}

function alike(one: Reply, name: string, other: Reply, otherName: string): boolean {
  return one.code === other.code && one.lines.join('\n').replaceAll(name, '') === other.lines.join('\n').replaceAll(otherName, '');
}
