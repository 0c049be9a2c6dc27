import { DataConnection } from '../src/client/data-connection.ts';
import { DataListener } from '../src/client/data-listener.ts';
import { ClientError } from '../src/client/client-error.ts';
import type { Answers } from '../src/machine/decide.ts';
import { formatExtendedPort, formatHostPort, parseExtendedPassive, scanPassiveReply } from '../src/wire/host-port.ts';
import { formatLongAddress, scanLongPassive } from '../src/wire/long-address.ts';
import type { Reply } from '../src/wire/reply.ts';
import { protectInTurn } from './protect.ts';
import { ruleFor } from './roles.ts';
import { describe, type Session } from './session.ts';
import { inStep } from './in-step.ts';
import { Stop } from './stop.ts';
import type { Tester } from './tester.ts';

/** How a data connection is set up; `REPLY`: the reply that begins the transfer names the port. */
export type Way = 'PASV' | 'EPSV' | 'PORT' | 'EPRT';
export type AnyWay = Way | 'LPSV' | 'LPRT' | 'REPLY';

/** The way that every server of the protocol has to offer. */
export function plainWay(tester: Tester): AnyWay { return tester.table.commands.has('PASV') ? 'PASV' : 'REPLY'; }

/** A data connection that can be had once the transfer command is sent. */
export interface DataEnd {
  /** The connection; it may come only when the server has answered the transfer command. */
  readonly connection: (preliminary?: Reply) => Promise<DataConnection>;
  readonly close: () => Promise<void>;
}

/** What a transfer brought. */
export interface Received {
  readonly bytes: Buffer;
  readonly preliminary: Reply;
  readonly final: Reply;
}

/** How a client names its own address. */
const FORMS = { PORT: formatHostPort, EPRT: formatExtendedPort, LPRT: (address: string, port: number) => formatLongAddress(address.replace(/^::ffff:/i, ''), port) } as const;

/** Sets up a data connection in the given way; the setting-up commands are judged like any other. */
export async function openData(tester: Tester, session: Session, way: AnyWay): Promise<DataEnd> {
  if (way === 'PASV' || way === 'EPSV' || way === 'LPSV') {
    const port = await passivePort(tester, session, way);
    const connection = await connectTo(tester, session, port, way);
    return { connection: async () => connection, close: async () => connection.destroy() };
  }
  if (way === 'REPLY') {
    let connection: DataConnection | null = null;
    return {
      connection: async (preliminary) => (connection = await connectTo(tester, session, namedPort(tester, session, preliminary), 'REPLY')),
      close: async () => connection?.destroy(),
    };
  }
  const listener = await tester.listen(session);
  const argument = FORMS[way](session.control.localAddress, listener.port);
  await session.succeeds(`${way} ${argument}`);
  return {
    connection: async () => {
      const connection = await listener.accept(session.timeout);
      if (connection === null) session.fail(way === 'LPRT' ? 'FTP-OLD-R3' : 'FTP-XFR-R11', [`a connection to ${session.control.localAddress} port ${listener.port}`], `no connection within ${session.timeout} ms`);
      tester.adopt(connection);
      if (session.privateData) connection.secure(session.control.tlsSession);
      return connection;
    },
    close: () => listener.close(),
  };
}

/** The port that the reply to a transfer command names. */
function namedPort(tester: Tester, session: Session, preliminary: Reply | undefined): number {
  return parseExtendedPassive(preliminary?.lines.join(' ') ?? '') ?? session.fail(ruleFor(tester.table.protocol, 'named port'), ['150 text (|||port|)'], preliminary === undefined ? 'no reply' : describe(preliminary));
}

/** Asks for a passive port and reads it from the reply. */
export async function passivePort(tester: Tester, session: Session, way: 'PASV' | 'EPSV' | 'LPSV'): Promise<number> {
  const reply = await session.succeeds(way, { 'no port to listen on': false });
  const text = reply.lines.join(' ');
  if (way === 'LPSV') {
    if (reply.code >= 400) throw new Stop('not-implemented', `LPSV is refused: ${describe(reply)}`);
    return scanLongPassive(text)?.port ?? session.fail('FTP-OLD-R1', ['228 text (4,4,h1,h2,h3,h4,2,p1,p2)'], describe(reply));
  }
  if (way === 'EPSV') {
    const port = parseExtendedPassive(text);
    if (port === null) session.fail('FTP-XFR-R9', ['229 text (|||port|)'], describe(reply));
    return port;
  }
  const address = scanPassiveReply(text);
  if (address === null) session.fail('FTP-XFR-R8', ['227 text h1,h2,h3,h4,p1,p2'], describe(reply));
  // The address in the reply is never followed anywhere but to the testee: a hostile one must not steer us elsewhere.
  tester.passiveAddresses.add(address.address);
  return address.port;
}

/** Connects to a passive port of the testee. */
export async function connectTo(tester: Tester, session: Session, port: number, way: 'PASV' | 'EPSV' | 'LPSV' | 'REPLY', localAddress?: string): Promise<DataConnection> {
  try {
    const connection = await DataConnection.connect({
      host: tester.testee.host, port, timeout: session.timeout, transcript: tester.transcript, session: session.number, ...(localAddress === undefined ? {} : { localAddress }),
    });
    tester.adopt(connection);
    // Which of the two a server sees first, the connection or the command, is chance otherwise, and under TLS some mind (pyftpdlib).
    if (session.control.protection !== null && way !== 'REPLY') await session.given('an answer beside the data connection', () => inStep(tester, session));
    if (session.privateData) protectInTurn(session, connection);
    return connection;
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return session.fail(ruleFor(tester.table.protocol, 'listening'), [`port ${port} of the ${way === 'REPLY' ? '150' : way} reply accepts a connection`], error.message, 'Call listen() before the reply is sent, and put the port of that very socket into the reply.');
  }
}

/** Retrieves what a command sends: RETR, LIST, NLST or MLSD. */
export async function receive(tester: Tester, session: Session, line: string, way: AnyWay = plainWay(tester), facts: Answers = {}): Promise<Received> {
  const data = await openData(tester, session, way);
  try {
    const preliminary = await session.succeeds(line, { 'no data connection': false, ...facts });
    const connection = await data.connection(preliminary);
    const { bytes, how } = await connection.receive({ deadline: session.timeout });
    if (how !== 'end') session.fail(ruleFor(tester.table.protocol, 'end of data'), ['the server closes the data connection after the last byte'], `the data connection ended by ${how} after ${bytes.length} bytes`);
    return { bytes, preliminary, final: await completed(tester, session) };
  } finally {
    await data.close();
  }
}

/** Sends a body with STOR, APPE or STOU. */
export async function deliver(tester: Tester, session: Session, line: string, body: Uint8Array, way: AnyWay = plainWay(tester), facts: Answers = {}): Promise<{ preliminary: Reply; final: Reply }> {
  const data = await openData(tester, session, way);
  try {
    const preliminary = await session.succeeds(line, { 'no data connection': false, ...facts });
    const connection = await data.connection(preliminary);
    await connection.send(body, { deadline: session.timeout });
    connection.end();
    return { preliminary, final: await completed(tester, session) };
  } finally {
    await data.close();
  }
}

/** The reply to a transfer of which we know that nothing went wrong. */
async function completed(tester: Tester, session: Session): Promise<Reply> {
  const reply = await session.reply();
  session.require(reply.code < 300, ruleFor(tester.table.protocol, 'completion'), '226 or 250: every byte was transferred and the data connection closed', describe(reply));
  return reply;
}

/** Opens a listener for active data connections at the control connection's local address. */
export function listenFor(tester: Tester, session: Session): Promise<DataListener> {
  return DataListener.open({ host: session.control.localAddress.replace(/^::ffff:/i, ''), transcript: tester.transcript, session: session.number });
}
