import { isIPv4 } from 'node:net';
import { ClientError } from '../../../src/client/client-error.ts';
import { DataConnection } from '../../../src/client/data-connection.ts';
import { DataListener } from '../../../src/client/data-listener.ts';
import { formatExtendedPort, formatHostPort } from '../../../src/wire/host-port.ts';
import { check } from '../../check.ts';
import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { passivePort } from '../../transfers.ts';
import { exchange, nextReply } from '../../exchange.ts';
import { stored } from './stored.ts';

/** Another address of this machine: a third party, as far as the server can tell. */
const THIRD = '127.0.0.2';
/** Milliseconds for bytes that a stranger must not get. They would come before the reply that was awaited already. */
const STRAY = 20;
const BOUNCE = 'RFC 2577 §3: compare the address with that of the control connection, and refuse ports below 1024, with 504.';
const THEFT = 'RFC 2577 §4: compare the address of whoever connects with that of the control connection.';

/** Attacks by the data connection, in both directions. */
export const strangerChecks = [
  ...(['PORT', 'EPRT'] as const).map((way) => check(`transfer/${way.toLowerCase()}-to-a-third-party`, `makes no data connection to the third party that ${way} names`, ['FTP-XFR-R12'], async (tester) => {
    const session = await ready(tester, way);
    const listener = await listenAt(tester, session, THIRD);
    try {
      await expectNoConnection(tester, session, `${way} ${way === 'PORT' ? formatHostPort(THIRD, listener.port) : formatExtendedPort(THIRD, listener.port)}`, listener);
    } finally {
      await listener.close();
    }
  }, { verbs: [way] })),

  check('transfer/port-to-a-low-port', 'makes no data connection to a port below 1024', ['FTP-XFR-R12'], async (tester) => {
    const session = await ready(tester, 'PORT');
    const listener = await lowListener(tester, session);
    try {
      await expectNoConnection(tester, session, `PORT ${formatHostPort(session.control.localAddress, listener?.port ?? 1023)}`, listener);
    } finally {
      await listener?.close();
    }
  }, { verbs: ['PORT'], exclusive: true }),

  check('transfer/stolen-connection-gets-no-data', 'sends nothing to another address that connects to the passive port', ['FTP-XFR-R13'], async (tester) => {
    const { session, thief } = await rob(tester, `RETR ${tester.fixtures.need('file')}`);
    const { bytes } = await thief.receive({ deadline: STRAY });
    session.require(bytes.length === 0, 'FTP-XFR-R13', `no byte for ${THIRD}`, `${bytes.length} bytes`, THEFT);
  }, { verbs: ['PASV', 'RETR'] }),

  check('transfer/stolen-connection-gives-no-data', 'stores nothing that another address sends to the passive port', ['FTP-XFR-R13'], async (tester) => {
    const owner = await tester.login();
    const body = Buffer.from('as it was');
    const name = await tester.place(owner, body);
    const { session } = await rob(tester, `STOR ${name}`, Buffer.from('planted'));
    const now = await stored(tester, name);
    session.require(!now.includes('planted'), 'FTP-XFR-R13', `nothing of what ${THIRD} sent`, `the file holds it`, THEFT);
  }, { verbs: ['PASV', 'STOR'] }),
];

/** A session that can do PORT or EPRT at all; where the server is not on this machine's loopback there is no third party to play. */
async function ready(tester: Tester, way: 'PORT' | 'EPRT'): Promise<Session> {
  tester.fixtures.need('file');
  const session = await tester.login();
  const address = session.control.localAddress;
  requireLoopback(session);
  const listener = await tester.listen(session);
  await session.succeeds(`${way} ${way === 'PORT' ? formatHostPort(address, listener.port) : formatExtendedPort(address, listener.port)}`);
  return session;
}

function requireLoopback(session: Session): void {
  const { localAddress } = session.control;
  if (!isIPv4(localAddress) || !localAddress.startsWith('127.')) throw new Stop('skipped', 'needs a server on the IPv4 loopback: a second address of this machine plays the third party');
}

async function listenAt(tester: Tester, session: Session, host: string, port?: number): Promise<DataListener> {
  try {
    return await DataListener.open({ host, ...(port === undefined ? {} : { port }), transcript: tester.transcript, session: session.number });
  } catch (error) {
    if (error instanceof ClientError) throw new Stop('skipped', `this machine has no second loopback address: ${error.message}`);
    throw error;
  }
}

/** A listener below 1024, or null where this process may not have one. */
async function lowListener(tester: Tester, session: Session): Promise<DataListener | null> {
  for (let port = 1023; port > 1000; port -= 1) {
    const listener = await DataListener.open({ host: session.control.localAddress, port, transcript: tester.transcript, session: session.number }).catch((error: unknown) => {
      if (error instanceof ClientError) return error.code;
      throw error;
    });
    if (typeof listener !== 'string') return listener;
    if (listener === 'not-permitted') return null;
  }
  return null;
}

/** Names the address and, if that is taken, begins a transfer: nobody may come. */
async function expectNoConnection(tester: Tester, session: Session, line: string, listener: DataListener | null): Promise<void> {
  const answer = await exchange(session, line, 'FTP-XFR-R12');
  if (answer.code >= 400) return;
  if (listener === null) throw new Stop('skipped', `${line} was taken, and this process may not listen there to see whether the server connects`);
  const begun = await exchange(session, `RETR ${tester.fixtures.file}`, 'FTP-XFR-R12');
  if (begun.code < 200) await session.control.reply();
  const connection = await listener.accept(STRAY);
  if (connection === null) return;
  tester.adopt(connection);
  session.fail('FTP-XFR-R12', ['504, or a transfer without a connection there'], `${line} was taken and the server connected`, BOUNCE);
}

/** A passive transfer whose port another address gets hold of first; returns when the server has said all it says. */
async function rob(tester: Tester, line: string, planted?: Buffer): Promise<{ session: Session; thief: DataConnection }> {
  const session = await tester.login();
  requireLoopback(session);
  const port = await session.given('PASV', () => passivePort(tester, session, 'PASV'));
  const thief = await dial(tester, session, port, THIRD);
  if (thief === null) throw new Stop('skipped', `no connection can be made from ${THIRD}`);
  if (planted !== undefined) { await thief.send(planted, { deadline: session.timeout }); thief.end(); }
  const owner = await dial(tester, session, port);
  owner?.end();
  const begun = await exchange(session, line, 'FTP-XFR-R13');
  if (begun.code < 200) await nextReply(session, 'FTP-XFR-R13');
  return { session, thief };
}

async function dial(tester: Tester, session: Session, port: number, localAddress?: string): Promise<DataConnection | null> {
  try {
    const data = await DataConnection.connect({ host: tester.testee.host, port, timeout: session.timeout, transcript: tester.transcript, session: session.number, ...(localAddress === undefined ? {} : { localAddress }) });
    tester.adopt(data);
    return data;
  } catch (error) {
    if (error instanceof ClientError) return null;
    throw error;
  }
}
