import { createHash } from 'node:crypto';
import { check } from '../../check.ts';
import { securedLogin } from '../../protect.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { deliver, openData, receive } from '../../transfers.ts';
import { largeBody } from '../../make-fixtures.ts';
import { fullHandshake } from './full-handshake.ts';

const BYTES = 'FTP-SEC-R24';
const FAREWELL = 'FTP-SEC-R26';
const CUT = 'FTP-SEC-R27';
/** Milliseconds that tickets may take that come by themselves, at once behind the handshake. */
const TICKET_PATIENCE = 100;
/** TLS records end after 16384 bytes. */
const SIZES = [0, 1, 16_384, 16_385, 100_000];

/** What crosses protected data connections, and how they end. */
export const bodyChecks = [
  check('security/uploads-at-any-size', 'stores what comes over TLS byte for byte, at sizes around those of TLS records', [BYTES], async (tester) => {
    const session = await imageLogin(tester);
    for (const size of SIZES) {
      const body = bodyOf(size);
      const name = tester.file(tester.name('.bin'));
      await deliver(tester, session, `STOR ${name}`, body);
      const stored = (tester.disk(name)) ?? (await receive(tester, session, `RETR ${name}`)).bytes;
      session.require(stored.equals(body), BYTES, `${size} bytes as they were sent`, `${stored.length} bytes${stored.length === size ? ', other ones' : ''}`);
    }
  }, { verbs: ['PROT', 'STOR'] }),

  check('security/downloads-at-any-size', 'sends a file over TLS byte for byte, at sizes around those of TLS records', [BYTES], async (tester) => {
    const session = await imageLogin(tester);
    for (const size of SIZES) {
      const body = bodyOf(size);
      const name = await tester.place(session, body);
      const { bytes } = await receive(tester, session, `RETR ${name}`);
      session.require(bytes.equals(body), BYTES, `the ${size} bytes of the file`, `${bytes.length} bytes${bytes.length === size ? ', other ones' : ''}`);
    }
  }, { verbs: ['PROT', 'RETR'] }),

  check('security/large-download', 'sends 8 MiB over TLS byte for byte', [BYTES], async (tester) => {
    const session = await imageLogin(tester);
    const wanted = largeBody();
    const data = await openData(tester, session, 'PASV');
    const preliminary = await session.succeeds(`RETR ${tester.fixtures.need('large')}`, { 'no data connection': false });
    const { bytes, sha256 } = await (await data.connection(preliminary)).receiveHash({ deadline: session.timeout });
    session.require(sha256 === createHash('sha256').update(wanted).digest('hex'), BYTES, `${wanted.length} bytes of the file`, `${bytes} bytes`);
    await session.finalReply();
  }, { verbs: ['PROT', 'RETR'] }),

  check('security/upload-hears-no-tickets', 'says nothing on a protected upload between its handshake and the end', ['FTP-SEC-R31'], async (tester) => {
    const session = await imageLogin(tester);
    const name = tester.file(tester.name('.bin'));
    const connection = await fullHandshake(tester, session);
    await session.succeeds(`STOR ${name}`, { 'no data connection': false });
    // Who wants the session resumed needs no tickets.
    const problem = await connection.handshake(session.timeout);
    if (problem !== null) throw new Stop('not-implemented', `the server takes no full handshake on data connections: ${problem}`);
    await connection.send(bodyOf(1000), { deadline: session.timeout });
    const heard = await connection.heardSinceHandshake(TICKET_PATIENCE);
    connection.end();
    await session.finalReply();
    session.require(heard === 0, 'FTP-SEC-R31', 'nothing before the client has ended', `${heard} bytes behind the handshake`, 'A client that closes without having read them resets the connection. With OpenSSL: SSL_CTX_set_num_tickets(ctx, 0) for data connections.');
  }, { verbs: ['PROT', 'STOR'] }),

  check('security/text-over-tls', 'converts the line ends of TYPE A under TLS as in clear', [BYTES], async (tester) => {
    const session = await securedLogin(tester);
    await session.given('TYPE A', () => session.succeeds('TYPE A'));
    const { bytes } = await receive(tester, session, `RETR ${tester.fixtures.need('file')}`);
    const wanted = tester.fixtures.text.toString('latin1').replace('\n', '\r\n');
    session.require(bytes.toString('latin1') === wanted, BYTES, JSON.stringify(wanted), JSON.stringify(bytes.toString('latin1').slice(0, 40)));
  }, { verbs: ['PROT', 'TYPE'] }),

  check('security/download-ends-with-close-notify', 'ends a protected download with close_notify', [FAREWELL], async (tester) => {
    const session = await imageLogin(tester);
    await farewell(tester, session, `RETR ${tester.fixtures.need('file')}`);
  }, { verbs: ['PROT', 'RETR'] }),

  check('security/listing-ends-with-close-notify', 'ends a protected listing with close_notify', [FAREWELL], async (tester) => {
    const session = await securedLogin(tester);
    await farewell(tester, session, `NLST ${tester.fixtures.need('fullDirectory')}`);
  }, { verbs: ['PROT', 'NLST'] }),

  check('security/cut-upload-is-no-success', 'does not answer 226 to an upload whose protected connection ends without close_notify', [CUT], async (tester) => {
    const session = await imageLogin(tester);
    const name = tester.file(tester.name('.bin'));
    const data = await openData(tester, session, 'PASV');
    const preliminary = await session.succeeds(`STOR ${name}`, { 'no data connection': false });
    const connection = await data.connection(preliminary);
    const problem = await connection.handshake(session.timeout);
    if (problem !== null) throw new Stop('blocked', `the handshake: ${problem}`);
    await connection.send(bodyOf(20_000), { deadline: session.timeout });
    connection.cut();
    const reply = await session.reply();
    session.require(reply.code >= 400, CUT, '426', describe(reply), 'A FIN can be forged; only close_notify says that all has come.');
  }, { verbs: ['PROT', 'STOR'] }),

  check('security/broken-upload-is-no-success', 'does not answer 226 to an upload whose protected connection is broken off', ['FTP-XFR-R31'], async (tester) => {
    const session = await imageLogin(tester);
    const name = tester.file(tester.name('.bin'));
    const data = await openData(tester, session, 'PASV');
    const preliminary = await session.succeeds(`STOR ${name}`, { 'no data connection': false });
    const connection = await data.connection(preliminary);
    await connection.send(bodyOf(20_000), { deadline: session.timeout });
    await connection.handshake(session.timeout);
    connection.reset();
    const reply = await session.reply();
    session.require(reply.code >= 400, 'FTP-XFR-R31', '426', describe(reply));
  }, { verbs: ['PROT', 'STOR'] }),
] as const;

async function imageLogin(tester: Tester): Promise<Session> {
  const session = await securedLogin(tester);
  await session.given('TYPE I', () => session.succeeds('TYPE I'));
  return session;
}

function bodyOf(size: number): Buffer {
  const body = Buffer.allocUnsafe(size);
  for (let at = 0; at < size; at += 1) body[at] = (at * 31 + (at >> 8)) & 0xff;
  return body;
}

async function farewell(tester: Tester, session: Session, line: string): Promise<void> {
  const data = await openData(tester, session, 'PASV');
  const preliminary = await session.succeeds(line, { 'no data connection': false });
  const connection = await data.connection(preliminary);
  const { how } = await connection.receive({ deadline: session.timeout });
  if (how !== 'end') throw new Stop('blocked', `the data connection ended by ${how}`);
  session.require(connection.protection?.saidFarewell === true, FAREWELL, 'close_notify, then the end of the connection', 'the end of the connection alone', 'End the TLS connection (SSL_shutdown, unwrap), not the socket beneath it.');
  await session.finalReply();
}
