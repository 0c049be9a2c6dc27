import { check } from '../../check.ts';
import { describe, PENALTY, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { exchange, line, nextReply } from '../../exchange.ts';
import { asked, offering, plainSession } from './beginning.ts';

const RULE = 'FTP-SEC-R1';
const HINT = 'CVE-2011-1575: empty the buffer of the line reader, and what the socket has read ahead, before the handshake begins.';

/** What comes in clear behind AUTH. A server may drop it or the connection; it may not execute it. */
export const plaintextChecks = [
  check('security/commands-behind-auth-are-dropped', 'executes no command that came in clear behind AUTH in the same segment', [RULE], async (tester) => {
    const session = await injected(tester, 'SYST\r\n');
    if (session === null) return;
    const reply = await exchange(session, 'NOOP', RULE);
    session.require(reply.code !== 215, RULE, 'the answer to NOOP, which came under TLS', `${describe(reply)}: SYST, which came in clear, was executed`, HINT);
  }, { verbs: ['AUTH'] }),

  check('security/half-a-command-behind-auth-is-dropped', 'does not join a piece of a command that came in clear to one that comes under TLS', [RULE], async (tester) => {
    const session = await injected(tester, 'SYS');
    if (session === null) return;
    const reply = await exchange(session, 'T', RULE);
    session.require(reply.code !== 215, RULE, '500 to T, which is all that came under TLS', `${describe(reply)}: SYS, which came in clear, was kept`, HINT);
  }, { verbs: ['AUTH'] }),

  check('security/user-behind-auth-is-dropped', 'takes no USER that came in clear behind AUTH for one that came under TLS', [RULE], async (tester) => {
    const session = await injected(tester, `USER ${tester.testee.user}\r\n`);
    if (session === null) return;
    session.sendRaw(line('SYST'), []);
    const first = await nextReply(session, RULE);
    session.require(![331, 230].includes(first.code), RULE, 'the answer to SYST', `${describe(first)}: USER, which came in clear, was executed`, HINT);
    session.sendRaw(line(`PASS ${tester.testee.password}`), []);
    const second = await nextReply(session, RULE, session.timeout + PENALTY);
    session.require(second.code !== 230, RULE, 'no login without USER under TLS', describe(second), HINT);
  }, { verbs: ['AUTH', 'USER'] }),

  check('security/commands-behind-auth-harm-nobody', 'serves a client that sends nothing behind AUTH while another does', [RULE, 'FTP-SEC-R10'], async (tester) => {
    await offering(tester);
    const other = await plainSession(tester);
    other.sendRaw(Buffer.from('AUTH TLS\r\nNOOP\r\nNOOP\r\n'), []);
    await nextReply(other, 'FTP-SEC-R10');
    await asked(await plainSession(tester), 'TLS', 'FTP-SEC-R10');
  }, { verbs: ['AUTH'] }),
] as const;

/** Sends AUTH TLS and more in one segment, and goes through the handshake; null when the server would not, which is its right. */
async function injected(tester: Tester, behind: string): Promise<Session | null> {
  await offering(tester);
  const session = await plainSession(tester);
  session.sendRaw(Buffer.from(`AUTH TLS\r\n${behind}`), []);
  const reply = await nextReply(session, RULE);
  if (reply.code >= 400) return null;
  if (reply.code !== 234) throw new Stop('blocked', `AUTH TLS: ${describe(reply)}`);
  const problem = await session.control.secure();
  // A reply in clear breaks the handshake: it is seen before the first TLS record.
  return problem === null ? session : null;
}
