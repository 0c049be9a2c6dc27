import type { DataConnection } from '../../../src/client/data-connection.ts';
import { formatHostPort } from '../../../src/wire/host-port.ts';
import { check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { connectTo, passivePort, receive, type Way } from '../../transfers.ts';
import { requireSame } from './same-bytes.ts';

const RULE = 'FTP-XFR-R15';

/** Which port counts when several were named, and when the client connects to it. */
export const passivePortChecks = [
  check('transfer/connects-before-the-command', 'serves a client that connects before it sends RETR', ['FTP-XFR-R33'], async (tester) => {
    const session = await begin(tester);
    const data = await connectTo(tester, session, await passivePort(tester, session, 'PASV'), 'PASV');
    session.send(`RETR ${tester.fixtures.file}`, accepted(session));
    await finish(tester, session, data, 'FTP-XFR-R33');
  }, { verbs: ['PASV', 'RETR'] }),

  check('transfer/connects-after-the-command', 'waits for a client that connects after it has sent RETR', ['FTP-XFR-R33'], async (tester) => {
    const session = await begin(tester);
    const port = await passivePort(tester, session, 'PASV');
    session.send(`RETR ${tester.fixtures.file}`, accepted(session));
    const early = await session.control.quiet(50);
    session.require(early === null || early.code < 200, 'FTP-XFR-R33', '150, or nothing until the client connects', early === null ? '' : describe(early), 'Accept the connection in the transfer, and wait for it for some seconds.');
    if (early !== null) session.observer.reply(early.code);
    await finish(tester, session, await connectTo(tester, session, port, 'PASV'), 'FTP-XFR-R33', early !== null);
  }, { verbs: ['PASV', 'RETR'] }),

  ...([['PASV', 'PASV'], ['EPSV', 'PASV'], ['PASV', 'EPSV']] as const).map(([first, second]) => check(`transfer/${second.toLowerCase()}-replaces-${first.toLowerCase()}`, `transfers over the port of ${second} when ${first} came before`, [RULE], async (tester) => {
    const session = await begin(tester);
    await passivePort(tester, session, first);
    await download(tester, session, second);
  }, { verbs: [first, second] })),

  check('transfer/old-passive-port-gets-nothing', 'sends nothing to a client of the passive port before the last', [RULE, 'FTP-XFR-R34'], async (tester) => {
    const session = await begin(tester);
    const oldPort = await passivePort(tester, session, 'PASV');
    const old = await connectTo(tester, session, oldPort, 'PASV');
    const port = await passivePort(tester, session, 'PASV');
    if (port === oldPort) return;
    const data = await connectTo(tester, session, port, 'PASV');
    session.send(`RETR ${tester.fixtures.file}`, accepted(session));
    await finish(tester, session, data, RULE);
    const { bytes, how } = await old.receive({ deadline: session.timeout });
    session.require(bytes.length === 0, RULE, 'no byte on the old connection', `${bytes.length} bytes`);
    session.require(how !== 'silence', 'FTP-XFR-R34', 'the old data connection is closed', 'it is still open', 'Close the listener and what it accepted when another data port is named.');
  }, { verbs: ['PASV'] }),

  check('transfer/pasv-replaces-port', 'transfers over the passive port when PORT came before', [RULE], async (tester) => {
    const session = await begin(tester);
    const listener = await tester.listen(session);
    await session.given('PORT', () => session.succeeds(`PORT ${formatHostPort(session.control.localAddress, listener.port)}`));
    await download(tester, session, 'PASV');
  }, { verbs: ['PASV', 'PORT'] }),

  check('transfer/port-replaces-pasv', 'connects to the address of PORT when PASV came before', ['FTP-XFR-R11'], async (tester) => {
    const session = await begin(tester);
    await session.given('PASV', () => passivePort(tester, session, 'PASV'));
    await download(tester, session, 'PORT');
  }, { verbs: ['PASV', 'PORT'] }),

  check('transfer/last-port-counts', 'connects to the address of the last PORT', ['FTP-XFR-R11'], async (tester) => {
    const session = await begin(tester);
    const earlier = await tester.listen(session);
    await session.given('PORT', () => session.succeeds(`PORT ${formatHostPort(session.control.localAddress, earlier.port)}`));
    await download(tester, session, 'PORT');
  }, { verbs: ['PORT'] }),
];

async function begin(tester: Tester): Promise<Session> {
  tester.fixtures.need('file');
  const session = await tester.login();
  await session.given('TYPE I', () => session.succeeds('TYPE I'));
  return session;
}

/** Nothing speaks against the transfer. */
function accepted(session: Session): Record<string, boolean> {
  return { ...session.nothingAgainst('RETR'), 'no data connection': false };
}

async function download(tester: Tester, session: Session, way: Way): Promise<void> {
  requireSame(session, 'FTP-XFR-R3', tester.fixtures.text, (await receive(tester, session, `RETR ${tester.fixtures.file}`, way)).bytes);
}

/** Takes the replies and the bytes of a download of the small fixture. */
async function finish(tester: Tester, session: Session, data: DataConnection, rule: string, begun = false): Promise<void> {
  if (!begun) await session.reply();
  const { bytes } = await data.receive({ deadline: session.timeout });
  requireSame(session, rule, tester.fixtures.text, bytes);
  const reply = await session.reply();
  session.require(reply.code < 300, rule, '226', describe(reply));
}
