import type { Arrival } from '../../../src/client/arrival.ts';
import type { DataConnection } from '../../../src/client/data-connection.ts';
import { check } from '../../check.ts';
import { itsTurn, protectData, securedLogin } from '../../protect.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { connectTo, openData, passivePort, type Way } from '../../transfers.ts';
import { exchange, nextReply } from '../../exchange.ts';
import { plainSession } from './beginning.ts';
import { fullHandshake } from './full-handshake.ts';

const CLEAR = 'FTP-SEC-R20';
const PRIVATE = 'FTP-SEC-R21';

/** Which data connections are protected, and which are not. */
export const dataProtectionChecks = [
  check('security/data-are-clear-at-first', 'sends data in clear under TLS until PROT P is accepted', [CLEAR], async (tester) => {
    const session = await securedLogin(tester, false);
    await inClear(tester, session, CLEAR);
  }, { verbs: ['AUTH', 'RETR'] }),

  check('security/prot-p-needs-pbsz', 'protects no data after a PROT P that was refused for want of PBSZ', [CLEAR, 'FTP-SEC-20'], async (tester) => {
    const session = await securedLogin(tester, false);
    // A server that accepts it has protected data from then on.
    if ((await session.command('PROT P')).code < 400) return;
    await inClear(tester, session, CLEAR);
  }, { verbs: ['PROT', 'PBSZ'] }),

  check('security/prot-p-needs-auth', 'protects no data after PBSZ and PROT P in a session in clear', [CLEAR, 'FTP-SEC-11'], async (tester) => {
    const session = await plainSession(tester);
    await session.given('login', () => tester.logIn(session));
    for (const line of ['PBSZ 0', 'PROT P']) {
      const reply = await exchange(session, line, CLEAR);
      session.require(reply.code >= 400, 'FTP-SEC-11', `503 to ${line} before AUTH`, describe(reply), 'RFC 4217 §9: there is no facility for securing the data connection with an insecure control connection.');
    }
    await inClear(tester, session, CLEAR);
  }, { verbs: ['PROT', 'PBSZ'] }),

  check('security/prot-p-protects-downloads', 'sends a file over TLS after PROT P', [PRIVATE], async (tester) => {
    const session = await securedLogin(tester);
    await inPrivate(tester, session, `RETR ${tester.fixtures.need('file')}`, 'PASV', PRIVATE);
  }, { verbs: ['PROT', 'RETR'] }),

  check('security/prot-p-protects-listings', 'sends listings over TLS after PROT P', [PRIVATE], async (tester) => {
    const session = await securedLogin(tester);
    for (const verb of ['LIST', 'NLST']) {
      const bytes = await inPrivate(tester, session, `${verb} ${tester.fixtures.need('fullDirectory')}`, 'PASV', PRIVATE);
      session.require(bytes.includes('inside.txt'), PRIVATE, `inside.txt in the reply to ${verb}`, `${bytes.length} bytes`);
    }
  }, { verbs: ['PROT', 'LIST', 'NLST'] }),

  check('security/prot-p-over-epsv', 'sends a file over TLS after PROT P and EPSV', [PRIVATE], async (tester) => {
    const session = await securedLogin(tester);
    await inPrivate(tester, session, `RETR ${tester.fixtures.need('file')}`, 'EPSV', PRIVATE);
  }, { verbs: ['PROT', 'EPSV'] }),

  check('security/server-on-active-connections', 'is the TLS server also on a data connection that it opens itself', ['FTP-SEC-R22'], async (tester) => {
    const session = await securedLogin(tester);
    await inPrivate(tester, session, `RETR ${tester.fixtures.need('file')}`, 'PORT', 'FTP-SEC-R22');
  }, { verbs: ['PROT', 'PORT'] }),

  check('security/prot-p-holds', 'protects every data connection after PROT P, not only the first', [PRIVATE], async (tester) => {
    const session = await securedLogin(tester);
    for (const way of ['PASV', 'PORT', 'PASV'] as const) await inPrivate(tester, session, `RETR ${tester.fixtures.need('file')}`, way, PRIVATE);
  }, { verbs: ['PROT'] }),

  check('security/prot-c-uncovers', 'sends data in clear again after PROT C', [PRIVATE], async (tester) => {
    const session = await securedLogin(tester);
    const reply = await exchange(session, 'PROT C', PRIVATE);
    if (reply.code >= 400) throw new Stop('not-implemented', `the server insists on protected data: ${describe(reply)}`);
    session.privateData = false;
    await inClear(tester, session, PRIVATE);
  }, { verbs: ['PROT'] }),

  check('security/prot-after-pasv', 'protects the data connection by a PROT P that came after PASV', ['FTP-SEC-R23'], async (tester) => {
    const session = await securedLogin(tester, false);
    const port = await session.given('PASV', () => passivePort(tester, session, 'PASV'));
    await session.given('PROT P', () => protectData(session));
    const data = await connectTo(tester, session, port, 'PASV');
    await download(session, data, `RETR ${tester.fixtures.need('file')}`, 'FTP-SEC-R23');
  }, { verbs: ['PROT', 'PASV'] }),

  check('security/pbsz-again-keeps-prot', 'keeps PROT P when PBSZ is sent again', [PRIVATE, 'FTP-SEC-13'], async (tester) => {
    const session = await securedLogin(tester);
    const reply = await exchange(session, 'PBSZ 0', PRIVATE);
    session.require(reply.code === 200, 'FTP-SEC-13', '200 to PBSZ 0', describe(reply));
    await inPrivate(tester, session, `RETR ${tester.fixtures.need('file')}`, 'PASV', PRIVATE);
  }, { verbs: ['PBSZ', 'PROT'] }),

  check('security/nothing-in-clear-under-prot-p', 'sends nothing in clear to a client that has asked for PROT P and begins no handshake', ['FTP-SEC-R25'], async (tester) => {
    const session = await securedLogin(tester);
    session.privateData = false;
    const data = await openData(tester, session, 'PASV');
    session.sendRaw(Buffer.from(`RETR ${tester.fixtures.need('file')}\r\n`), []);
    const connection = await data.connection();
    const { bytes } = await connection.receive({ deadline: 100, total: 200 });
    session.require(!bytes.includes(tester.fixtures.text.subarray(0, -1)), 'FTP-SEC-R25', 'no byte of the file in clear', `${bytes.length} bytes in clear`, 'Wait for the handshake before the first byte is sent.');
    connection.destroy();
  }, { verbs: ['PROT', 'RETR'] }),

  check('security/nothing-stored-in-clear-under-prot-p', 'stores nothing that comes in clear after PROT P', ['FTP-SEC-R25'], async (tester) => {
    const session = await securedLogin(tester);
    const name = tester.file(tester.name('.bin'));
    session.privateData = false;
    const data = await openData(tester, session, 'PASV');
    session.sendRaw(Buffer.from(`STOR ${name}\r\n`), []);
    const connection = await data.connection();
    await connection.send(Buffer.from('this came in clear\n'), { deadline: session.timeout });
    connection.end();
    // A server that drops the session rather than refuse has stored nothing either.
    let arrival = await session.control.reply();
    if (arrival.kind === 'reply' && arrival.reply.code < 200) arrival = await session.control.reply();
    if (arrival.kind === 'reply') session.require(arrival.reply.code >= 400, 'FTP-SEC-R25', '522 or another refusal', describe(arrival.reply));
    const stored = tester.disk(name);
    session.require(stored === null || stored === undefined || !stored.includes('clear'), 'FTP-SEC-R25', 'no such file on the disk', `${stored?.length ?? 0} bytes`);
  }, { verbs: ['PROT', 'STOR'] }),

  check('security/failed-data-handshake-keeps-the-session', 'refuses one transfer whose handshake fails, and goes on', ['FTP-SEC-R30'], async (tester) => {
    let session = await brokenHandshake(tester);
    let arrival = await ofTransfer(session);
    // A server may lose this reply in a race that it loses now and then: silence counts when it comes three times.
    for (let again = 0; again < 2 && arrival.kind === 'silence'; again += 1) {
      session = await brokenHandshake(tester);
      arrival = await ofTransfer(session);
    }
    if (arrival.kind !== 'reply') return session.fail('FTP-SEC-R30', ['a reply'], arrival.kind === 'ended' ? 'the server closed the control connection' : `no reply within ${Math.round(arrival.waited)} ms, three times`);
    session.require(arrival.reply.code >= 400, 'FTP-SEC-R30', '522 or another refusal', describe(arrival.reply));
    const alive = await exchange(session, 'PWD', 'FTP-SEC-R30');
    session.require(alive.code === 257, 'FTP-SEC-R30', '257 to PWD, and nothing before it', describe(alive));
  }, { verbs: ['PROT', 'RETR'] }),

  check('security/data-session-is-resumed', 'resumes the TLS session of the control connection on a data connection', ['FTP-SEC-R28'], async (tester) => {
    const session = await securedLogin(tester);
    if (session.control.tlsSession === null) throw new Stop('not-implemented', 'the server gives no session that could be resumed');
    let resumed = false;
    // A server may decline now and then; one that never resumes has another context.
    for (let times = 0; times < 3 && !resumed; times += 1) {
      const data = await openData(tester, session, 'PASV');
      const preliminary = await session.succeeds(`RETR ${tester.fixtures.need('file')}`, { 'no data connection': false });
      const connection = await data.connection(preliminary);
      await connection.receive({ deadline: session.timeout });
      await session.finalReply();
      resumed = connection.resumed;
    }
    session.require(resumed, 'FTP-SEC-R28', 'the session of the control connection is resumed', 'a full handshake', 'Use one TLS context for both.');
  }, { verbs: ['PROT'] }),

  check('security/one-certificate', 'shows the same certificate on control and data connections', ['FTP-SEC-R29'], async (tester) => {
    const session = await securedLogin(tester);
    const data = await fullHandshake(tester, session);
    session.send(`RETR ${tester.fixtures.need('file')}`);
    const problem = await data.handshake(session.timeout);
    const control = session.control.protection?.socket.getPeerX509Certificate()?.fingerprint256;
    const shown = data.protection?.socket.getPeerX509Certificate()?.fingerprint256;
    await data.receive({ deadline: session.timeout });
    await session.finalReply();
    // A server that wants its session resumed shows none at all.
    if (problem !== null || shown === undefined) return;
    session.require(shown === control, 'FTP-SEC-R29', `the certificate ${control ?? ''}`, shown);
  }, { verbs: ['PROT'] }),
] as const;

/** A download over a connection in clear: the bytes of the file are seen as they are. */
async function inClear(tester: Tester, session: Session, rule: string): Promise<void> {
  const line = `RETR ${tester.fixtures.need('file')}`;
  await session.given('TYPE I', () => session.command('TYPE I'));
  const port = await session.given('PASV', () => passivePort(tester, session, 'PASV'));
  const data = await connectTo(tester, session, port, 'PASV');
  session.sendRaw(Buffer.from(`${line}\r\n`), []);
  const first = await nextReply(session, rule);
  if (first.code >= 500 && [521, 522, 530, 534].includes(first.code)) throw new Stop('not-implemented', `the server insists on protected data: ${describe(first)}`);
  const { bytes } = await data.receive({ deadline: session.timeout });
  session.require(bytes.equals(tester.fixtures.text), rule, 'the file in clear', first.code >= 400 ? describe(first) : `${bytes.length} other bytes`);
  await nextReply(session, rule);
}

async function inPrivate(tester: Tester, session: Session, line: string, way: Way, rule: string): Promise<Buffer> {
  if (line.startsWith('RETR')) await session.given('TYPE I', () => session.succeeds('TYPE I'));
  const data = await session.given(way, () => openData(tester, session, way));
  const preliminary = await session.succeeds(line, { 'no data connection': false });
  const connection = await data.connection(preliminary);
  const bytes = await taken(session, connection, rule);
  if (line.startsWith('RETR')) session.require(bytes.equals(tester.fixtures.text), rule, 'the bytes of the file', `${bytes.length} bytes`);
  await session.finalReply();
  await data.close();
  return bytes;
}

async function download(session: Session, data: DataConnection, line: string, rule: string): Promise<void> {
  await session.succeeds(line, { 'no data connection': false });
  await taken(session, data, rule);
  await session.finalReply();
}

/** What came over TLS; without a handshake nothing can. */
async function taken(session: Session, connection: DataConnection, rule: string): Promise<Buffer> {
  const problem = await connection.handshake(session.timeout);
  session.require(problem === null, rule, 'a TLS handshake on the data connection, the server being the TLS server', problem ?? '', 'After PROT P put TLS over the data connection, as the server side, whoever opened it.');
  return (await connection.receive({ deadline: session.timeout })).bytes;
}

/** A download whose data connection carries bytes that are no TLS where a handshake has to be. */
async function brokenHandshake(tester: Tester): Promise<Session> {
  const session = await securedLogin(tester);
  session.privateData = false;
  const data = await openData(tester, session, 'PASV');
  session.sendRaw(Buffer.from(`RETR ${tester.fixtures.need('file')}\r\n`), []);
  const connection = await data.connection();
  await itsTurn(session);
  await connection.send(Buffer.from('this is no TLS record at all\n'), { deadline: session.timeout });
  return session;
}

/** The last reply to a transfer. */
async function ofTransfer({ control, timeout }: Session): Promise<Arrival> {
  const first = await control.reply(timeout);
  return first.kind === 'reply' && first.reply.code < 200 ? control.reply(timeout) : first;
}
