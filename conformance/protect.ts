import type { DataConnection } from '../src/client/data-connection.ts';
import { describe, type Session } from './session.ts';
import { Stop } from './stop.ts';
import type { Tester } from './tester.ts';

const BEGIN = 'FTP-SEC-R2';

/** Asks for TLS and takes the session through the handshake. A server without TLS ends the check as not implemented. */
export async function protectControl(session: Session, mechanism = 'TLS'): Promise<void> {
  const reply = await session.command(`AUTH ${mechanism}`);
  if (reply.code !== 234) throw new Stop('not-implemented', `TLS is not offered: AUTH ${mechanism} was answered ${describe(reply)}`);
  await beginTls(session);
}

/** The handshake after 234. */
export async function beginTls(session: Session): Promise<void> {
  const problem = await session.control.secure();
  if (problem !== null) session.fail(BEGIN, ['a TLS handshake after 234'], problem, 'After the reply 234 wrap the socket of the control connection in TLS, as the server side.');
}

/** PBSZ and PROT P: from now on data connections are under TLS. */
export async function protectData(session: Session): Promise<void> {
  await session.succeeds('PBSZ 0');
  await session.succeeds('PROT P');
  session.privateData = true;
}

/** Milliseconds after which a server counts as one that begins the transfer, and says so, only behind the handshake. */
const PATIENCE = 500;

/**
 * Protects a passive data connection whose transfer is yet to be asked for. As most clients do, the handshake begins when the
 * server has answered the transfer command (RFC 4217 §12): not every server reads before.
 * @param resumes whether the TLS session of the control connection is offered
 */
export function protectInTurn(session: Session, connection: DataConnection, resumes = true): void {
  connection.secure(resumes ? session.control.tlsSession : null, itsTurn(session));
}

/** Waits until the server has said something, or counts as one that says nothing before the handshake. */
export function itsTurn(session: Session): Promise<void> {
  return session.control.spoken(PATIENCE);
}

/** A session under TLS, nobody logged in. */
export async function securedSession(tester: Tester): Promise<Session> {
  const session = await tester.session();
  if (session.control.protection === null) await session.given('TLS', () => protectControl(session));
  return session;
}

/** A session under TLS that is logged in; its data connections are clear where not `data` is set. */
export async function securedLogin(tester: Tester, data = true): Promise<Session> {
  const session = await securedSession(tester);
  await session.given('login', () => tester.logIn(session));
  if (data) await session.given('TLS for data', () => protectData(session));
  return session;
}
