import { check } from '../../check.ts';
import { beginTls } from '../../protect.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { receive } from '../../transfers.ts';
import { exchange } from '../../exchange.ts';
import { offering, plainSession } from './beginning.ts';

const LOGIN = 'FTP-SEC-R5';
const PARAMETERS = 'FTP-SEC-R6';
const HINT = 'AUTH resets the session nearly as REIN does (RFC 4217 §4.2).';

/** What AUTH takes away from a session that was at work. A server may refuse AUTH then: that is no fault. */
export const resetChecks = [
  check('security/auth-ends-the-login', 'serves no file command after AUTH until the user has logged in again', [LOGIN], async (tester) => {
    const session = await atWork(tester);
    await begin(session);
    const reply = await exchange(session, 'PWD', LOGIN);
    session.require(reply.code >= 400, LOGIN, '530 to PWD', describe(reply), HINT);
    const missing = await exchange(session, `SIZE ${tester.fixtures.file}`, LOGIN);
    session.require(missing.code >= 400, LOGIN, '530 to SIZE', describe(missing), HINT);
  }, { verbs: ['AUTH', 'USER'] }),

  check('security/auth-resets-the-directory', 'starts in the first directory again after AUTH and a new login', [PARAMETERS], async (tester) => {
    const session = await atWork(tester);
    const first = await whereIs(session);
    await session.given('CWD', () => session.succeeds(`CWD ${tester.fixtures.need('directory')}`));
    await begin(session);
    await session.given('the second login', () => tester.logIn(session));
    const now = await whereIs(session);
    session.require(now === first, PARAMETERS, `the working directory ${first}`, now, HINT);
  }, { verbs: ['AUTH', 'CWD'] }),

  check('security/auth-resets-the-type', 'sends text in TYPE A after AUTH and a new login, whatever the type was', [PARAMETERS], async (tester) => {
    const session = await atWork(tester);
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    await begin(session);
    await session.given('the second login', () => tester.logIn(session));
    const { bytes } = await receive(tester, session, `RETR ${tester.fixtures.need('file')}`);
    const wanted = Buffer.from(tester.fixtures.text.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
    session.require(bytes.equals(wanted), PARAMETERS, 'lines that end in CR LF', `${bytes.length} bytes: ${JSON.stringify(bytes.toString('latin1').slice(0, 40))}`, HINT);
  }, { verbs: ['AUTH', 'TYPE'] }),
] as const;

/** A session in clear that is logged in, on a server that has TLS. */
async function atWork(tester: Tester): Promise<Session> {
  await offering(tester);
  const session = await plainSession(tester);
  try {
    await session.given('login', () => tester.logIn(session));
  } catch (error) {
    if (error instanceof Stop && error.kind === 'blocked' && tester.testee.tls !== undefined) throw new Stop('not-implemented', 'nobody may log in in clear');
    throw error;
  }
  return session;
}

async function begin(session: Session): Promise<void> {
  const reply = await session.given('AUTH TLS', () => session.command('AUTH TLS'));
  if (reply.code !== 234) throw new Stop('not-implemented', `no AUTH once somebody is logged in: ${describe(reply)}`);
  await session.given('the handshake', () => beginTls(session));
}

async function whereIs(session: Session): Promise<string> {
  const reply = await session.given('PWD', () => session.succeeds('PWD'));
  return reply.lines[0]?.replace(/^[^"]*(".*").*$/, '$1') ?? '';
}
