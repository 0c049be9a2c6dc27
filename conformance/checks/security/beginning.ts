import { check } from '../../check.ts';
import { beginTls, securedLogin, securedSession } from '../../protect.ts';
import { describe, PENALTY, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { sendAccount } from '../../account.ts';
import { exchange } from '../../exchange.ts';
import { featuresOf } from '../information/feature-lines.ts';

const HANDSHAKE = 'FTP-SEC-R2';
const AGAIN = 'FTP-SEC-4';
/** Replies that may come before the end of a session whose handshake failed. */
const LAST_WORDS = 3;

/** How a session comes to be protected. */
export const beginningChecks = [
  check('security/auth-tls-begins-tls', 'answers AUTH TLS with 234 and protects what follows', [HANDSHAKE, 'FTP-INF-41'], async (tester) => {
    const session = await plainSession(tester);
    const reply = await session.command('AUTH TLS');
    if (reply.code === 334) session.fail(HANDSHAKE, ['234'], describe(reply), '334 asks for ADAT, which TLS does not use.');
    if (reply.code !== 234) throw new Stop('not-implemented', `TLS is not offered: ${describe(reply)}`);
    await beginTls(session);
    const said = await exchange(session, 'NOOP', HANDSHAKE);
    session.require(said.code < 400 || said.code === 530, HANDSHAKE, '200 to NOOP, protected', describe(said));
  }, { verbs: ['AUTH'] }),

  check('security/mechanisms-in-any-case', 'takes AUTH tls for AUTH TLS', ['FTP-SEC-R4'], async (tester) => {
    await offering(tester);
    const session = await plainSession(tester);
    await asked(session, 'tls', 'FTP-SEC-R4');
  }, { verbs: ['AUTH'] }),

  check('security/tls-c-is-tls', 'takes AUTH TLS-C for AUTH TLS', ['FTP-SEC-R3'], async (tester) => {
    await offering(tester);
    const session = await plainSession(tester);
    await asked(session, 'TLS-C', 'FTP-SEC-R3');
  }, { verbs: ['AUTH'] }),

  check('security/unknown-mechanism-changes-nothing', 'stays in clear, and can still begin TLS, after AUTH with a mechanism that it does not know', ['FTP-SEC-R8'], async (tester) => {
    await offering(tester);
    const session = await plainSession(tester);
    const refused = await exchange(session, 'AUTH XYZZY', 'FTP-SEC-R8');
    session.require(refused.code >= 400, 'FTP-SEC-R8', 'a refusal of AUTH XYZZY', describe(refused), 'Look at the argument of AUTH: 504 for what is not known.');
    await asked(session, 'TLS', 'FTP-SEC-R8');
  }, { verbs: ['AUTH'] }),

  check('security/login-under-tls', 'logs a user in under TLS as in clear', ['FTP-SEC-R11'], async (tester) => {
    const session = await securedSession(tester);
    const codes: number[] = [];
    for (const line of [`USER ${tester.testee.user}`, `PASS ${tester.testee.password}`]) if (codes.at(-1) !== 230) codes.push((await sendAccount(session, tester.testee, await exchange(session, line, 'FTP-SEC-R11'), 'FTP-SEC-R11')).code);
    session.require(codes.at(-1) === 230, 'FTP-SEC-R11', '331, then 230', codes.join(', then '));
    const where = await exchange(session, 'PWD', 'FTP-SEC-R11');
    session.require(where.code === 257, 'FTP-SEC-R11', '257 to PWD', describe(where));
  }, { verbs: ['AUTH', 'USER', 'PASS'] }),

  check('security/wrong-password-under-tls', 'refuses a wrong password under TLS as in clear', ['FTP-SEC-R11'], async (tester) => {
    if (/^(anonymous|ftp)$/i.test(tester.testee.user)) throw new Stop('not-implemented', 'anybody may come in with any password');
    const session = await securedSession(tester);
    await exchange(session, `USER ${tester.testee.user}`, 'FTP-SEC-R11');
    session.sendRaw(Buffer.from(`PASS ${tester.testee.password}-not\r\n`), []);
    const reply = await session.control.reply(session.timeout + PENALTY);
    session.require(reply.kind === 'reply' && reply.reply.code >= 400, 'FTP-SEC-R11', '530', reply.kind === 'reply' ? describe(reply.reply) : reply.kind);
  }, { verbs: ['AUTH', 'PASS'], guesses: true }),

  check('security/feat-lists-tls', 'lists AUTH TLS, PBSZ and PROT in FEAT', ['FTP-SEC-R7'], async (tester) => {
    await offering(tester);
    const session = await plainSession(tester);
    const features = await featuresOf(session);
    const missing = [...(/\bTLS\b/i.test(features.get('AUTH') ?? '') ? [] : ['AUTH TLS']), ...['PBSZ', 'PROT'].filter((label) => !features.has(label))];
    session.require(missing.length === 0, 'FTP-SEC-R7', 'lines AUTH TLS, PBSZ and PROT in FEAT', `FEAT does not list ${missing.join(', ')}`, 'Clients look into FEAT before they send AUTH.');
  }, { verbs: ['FEAT', 'AUTH'] }),

  check('security/feature-auth-works', 'can do what the line AUTH TLS of FEAT promises', ['FTP-INF-R3'], async (tester) => {
    // Some servers answer FEAT after the login only.
    if (!/\bTLS\b/i.test((await featuresOf(await tester.login())).get('AUTH') ?? '')) throw new Stop('not-implemented', 'FEAT does not list AUTH TLS');
    const session = await plainSession(tester);
    const reply = await exchange(session, 'AUTH TLS', 'FTP-INF-R3');
    session.require(reply.code === 234, 'FTP-INF-R3', '234 to AUTH TLS', describe(reply), 'FEAT lists what works, no more.');
    const problem = await session.control.secure();
    session.require(problem === null, 'FTP-INF-R3', 'a TLS handshake', problem ?? '');
  }, { verbs: ['FEAT', 'AUTH'] }),

  check('security/auth-again-keeps-the-session', 'goes on under TLS after a second AUTH was refused', [AGAIN], async (tester) => {
    const session = await securedLogin(tester, false);
    const reply = await exchange(session, 'AUTH TLS', AGAIN);
    if (reply.code === 234) return;
    const after = await exchange(session, 'PWD', AGAIN);
    session.require(after.code === 257, AGAIN, '257 to PWD, protected, and still logged in', describe(after), 'An AUTH that is refused changes nothing.');
  }, { verbs: ['AUTH'] }),

  check('security/failed-handshake-ends-the-session', 'ends a control connection on which the handshake fails', ['FTP-SEC-R9'], async (tester) => {
    const session = await afterAuth(tester);
    session.control.send(Buffer.from('this is no TLS record, whatever else it may be\r\n'));
    let arrival = await session.control.reply();
    // Last words in clear are allowed.
    for (let words = 0; words < LAST_WORDS && arrival.kind === 'reply'; words += 1) arrival = await session.control.reply();
    session.require(arrival.kind === 'ended', 'FTP-SEC-R9', 'the control connection is ended', arrival.kind === 'reply' ? describe(arrival.reply) : 'still open', 'An error of the handshake has to reach the code that closes the connection.');
  }, { verbs: ['AUTH'] }),

  check('security/failed-handshake-harms-nobody', 'serves others while one client fails, and one delays, its handshake', ['FTP-SEC-R10'], async (tester) => {
    const failing = await afterAuth(tester);
    await afterAuth(tester);
    failing.control.send(Buffer.from('no TLS\r\n'));
    const session = await plainSession(tester);
    await asked(session, 'TLS', 'FTP-SEC-R10');
  }, { verbs: ['AUTH'] }),
] as const;

/** A session in clear; where the whole suite runs under TLS from the start there is none. */
export async function plainSession(tester: Tester): Promise<Session> {
  if (tester.testee.tls === 'implicit') throw new Stop('not-implemented', 'on this port TLS begins with the connection');
  const session = await tester.connect();
  await session.given('greeting', () => session.finalReply());
  return session;
}

/** Makes sure that the server has TLS at all; whether it works is for others to show. */
export async function offering(tester: Tester): Promise<void> {
  (await afterAuth(tester)).control.destroy();
}

/** A session that waits for the handshake. */
async function afterAuth(tester: Tester): Promise<Session> {
  const session = await plainSession(tester);
  const reply = await session.given('AUTH TLS', () => session.command('AUTH TLS'));
  if (reply.code !== 234) throw new Stop('not-implemented', `TLS is not offered: ${describe(reply)}`);
  return session;
}

/** AUTH with a name that has to be taken for TLS, and the handshake. */
export async function asked(session: Session, mechanism: string, rule: string): Promise<void> {
  const reply = await exchange(session, `AUTH ${mechanism}`, rule);
  session.require(reply.code === 234, rule, `234 to AUTH ${mechanism}`, describe(reply));
  const problem = await session.control.secure();
  session.require(problem === null, rule, 'a TLS handshake', problem ?? '');
}
