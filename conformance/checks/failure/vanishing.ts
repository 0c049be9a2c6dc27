import { check } from '../../check.ts';
import { inStep } from '../../in-step.ts';
import { ClientError } from '../../../src/client/client-error.ts';
import { DataConnection } from '../../../src/client/data-connection.ts';
import { openData, passivePort } from '../../transfers.ts';
import type { Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { stillWorks } from '../still-works.ts';

const RULE = 'FTP-FAI-R4';

/** Clients that go without a word, and what is left behind. */
export const vanishingChecks = [
  check('failure/vanishes-after-connecting', 'serves others after a client has gone without a word', [RULE], async (tester) => {
    for (const how of ['end', 'reset'] as const) (await tester.connect()).control[how]();
    await stillWorks(tester, RULE);
  }),

  check('failure/vanishes-in-a-command', 'serves others after a client has gone in the middle of a command', [RULE], async (tester) => {
    const [session, other] = [await tester.login(), await tester.login()];
    session.sendRaw(Buffer.from('RETR somethi'), []);
    session.control.end();
    await session.control.closed;
    other.sendRaw(Buffer.from('RETR somethi'), []);
    other.control.reset();
    await stillWorks(tester, RULE);
  }),

  check('failure/vanishes-in-a-download', 'serves others after a client has reset both connections in a download', ['FTP-FAI-R7'], async (tester) => {
    const bystander = await tester.login();
    const { session, connection } = await download(tester);
    connection.reset();
    session.control.reset();
    await bystander.succeeds('PWD');
    await stillWorks(tester, 'FTP-FAI-R7');
  }, { verbs: ['RETR'] }),

  check('failure/vanishes-in-an-upload', 'serves others after a client has reset both connections in an upload', ['FTP-FAI-R7'], async (tester) => {
    const bystander = await tester.login();
    const session = await tester.login();
    const data = await session.given('data connection', () => openData(tester, session, 'PASV'));
    await session.given('STOR', () => session.succeeds(`STOR ${tester.file(tester.name('.bin'))}`, { 'no data connection': false }));
    const connection = await session.given('data connection', () => data.connection());
    await connection.send(Buffer.alloc(100_000), { deadline: session.timeout });
    connection.reset();
    session.control.reset();
    await bystander.succeeds('PWD');
    await stillWorks(tester, 'FTP-FAI-R7');
  }, { verbs: ['STOR'] }),

  // The transfer may end or be aborted (RFC 959 §4.1.1); either way the data connection must come to its end.
  check('failure/control-lost-in-a-download', 'ends the data connection when the control connection is lost', ['FTP-FAI-R9'], async (tester) => {
    const { session, connection } = await download(tester);
    session.control.reset();
    const { how } = await connection.receiveHash({ deadline: session.timeout });
    session.require(how === 'end' || how === 'reset', 'FTP-FAI-R9', 'the end of the data connection', `it was still open after ${session.timeout} ms`, 'Close the data socket on every way out of the session.');
  }, { verbs: ['RETR'] }),

  check('failure/unused-data-connection-is-closed', 'closes a data connection that no transfer used when the session ends', ['FTP-FAI-R9', 'FTP-ACC-R8'], async (tester) => {
    const session = await tester.login();
    const data = await session.given('data connection', () => openData(tester, session, 'PASV'));
    const connection = await data.connection();
    // Once this is answered the server has seen that the data connection is there.
    await session.given('NOOP', () => inStep(tester, session));
    await leave(session);
    const { how } = await connection.receive({ deadline: session.timeout });
    session.require(how === 'end' || how === 'reset', 'FTP-FAI-R9', 'the end of the data connection', `it was still open after ${session.timeout} ms`, 'Close the data socket on every way out of the session.');
  }, { verbs: ['PASV', 'QUIT'] }),

  check('failure/passive-port-is-closed', 'listens no more on a passive port when the session has ended', ['FTP-FAI-R9', 'FTP-ACC-R8'], async (tester) => {
    const session = await tester.login();
    const port = await session.given('PASV', () => passivePort(tester, session, 'PASV'));
    await leave(session);
    const connection = await late(tester, session, port);
    if (connection === null) return;
    const { how } = await connection.receive({ deadline: session.timeout });
    session.require(how === 'end' || how === 'reset', 'FTP-FAI-R9', 'nobody listens on the port', `port ${port} still takes connections`, 'Close the listening socket on every way out of the session.');
  }, { verbs: ['PASV', 'QUIT'] }),
];

async function download(tester: Tester): Promise<{ session: Session; connection: DataConnection }> {
  const session = await tester.login();
  const large = tester.fixtures.need('large');
  const data = await session.given('data connection', () => openData(tester, session, 'PASV'));
  await session.given('RETR', () => session.succeeds(`RETR ${large}`, { 'no data connection': false }));
  return { session, connection: await session.given('data connection', () => data.connection()) };
}

async function leave(session: Session): Promise<void> {
  await session.given('QUIT', () => session.succeeds('QUIT'));
  await session.ended('FTP-ACC-R8');
}

/** A connection to a port that ought to be closed; null when it is. The server may still be closing it, so what counts is whether it stays. */
async function late(tester: Tester, session: Session, port: number): Promise<DataConnection | null> {
  try {
    const connection = await DataConnection.connect({ host: tester.testee.host, port, timeout: session.timeout, transcript: tester.transcript, session: session.number });
    tester.adopt(connection);
    return connection;
  } catch (error) {
    if (error instanceof ClientError) return null;
    throw error;
  }
}
