import { check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import type { DataConnection } from '../../../src/client/data-connection.ts';
import { untilRead } from '../../../src/client/has-read.ts';
import { receive } from '../../transfers.ts';
import { exchange, nextReply } from '../../exchange.ts';
import { beginUpload } from './begin-upload.ts';
import { noise } from './bodies.ts';
import { beginLargeDownload } from './large.ts';
import { upToMarker } from './marker.ts';
import { requireSame } from './same-bytes.ts';

const RULE = 'FTP-XFR-R37';
const URGENT = 'FTP-XFR-R38';
/** Telnet IAC IP, IAC DM: what a user-PI sends before ABOR (RFC 959 §4.1.3). */
const SYNCH = Buffer.from([0xff, 0xf4, 0xff, 0xf2]);
const TELNET = 'Take IAC and the byte after it out of what arrives before you look for a command.';

/** Milliseconds after which a server counts as one that puts ABOR off. */
const DEFERRED = 500;

/** ABOR, which a server may act on at once or put off to the end of the transfer (RFC 1123 §4.1.3.3). */
export const abortChecks = [
  check('transfer/abor-without-a-transfer', 'answers ABOR by one reply when no transfer runs', ['FTP-XFR-70', RULE], async (tester) => {
    const session = await tester.login();
    const reply = await session.command('ABOR');
    session.require(reply.code === 225 || reply.code === 226, 'FTP-XFR-70', '225 or 226', describe(reply));
    const more = await upToMarker(session, RULE);
    session.require(more.length === 0, RULE, 'no more replies', more.map(describe).join(', '));
  }, { verbs: ['ABOR'] }),

  check('transfer/abor-with-a-passive-port', 'answers ABOR by one reply when a data connection is open and no transfer runs', ['FTP-XFR-70', RULE], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    await session.succeeds('TYPE I');
    await session.succeeds('PASV');
    const reply = await session.command('ABOR');
    session.require(reply.code === 225 || reply.code === 226, 'FTP-XFR-70', '225 or 226', describe(reply));
    requireSame(session, RULE, tester.fixtures.text, (await receive(tester, session, `RETR ${file}`)).bytes);
  }, { verbs: ['ABOR'] }),

  check('transfer/abor-ends-a-download', 'answers ABOR during a download and closes the data connection', [RULE, 'FTP-XFR-71'], async (tester) => {
    const session = await tester.login();
    const data = await beginLargeDownload(tester, session);
    session.send('ABOR');
    await requireEnd(session, data);
    await requireReplies(session);
  }, { verbs: ['ABOR', 'RETR'] }),

  check('transfer/session-outlives-an-aborted-download', 'transfers again after ABOR during a download', [RULE], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    const data = await beginLargeDownload(tester, session);
    session.send('ABOR');
    await requireEnd(session, data);
    await requireReplies(session);
    requireSame(session, RULE, tester.fixtures.text, (await receive(tester, session, `RETR ${file}`)).bytes);
  }, { verbs: ['ABOR', 'RETR'] }),

  check('transfer/abor-ends-an-upload', 'answers ABOR during an upload and closes the data connection', [RULE, 'FTP-XFR-71'], async (tester) => {
    const session = await tester.login();
    await abortUpload(tester, session);
  }, { verbs: ['ABOR', 'STOR'] }),

  check('transfer/session-outlives-an-aborted-upload', 'stores again after ABOR during an upload', [RULE], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    await abortUpload(tester, session);
    requireSame(session, RULE, tester.fixtures.text, (await receive(tester, session, `RETR ${file}`)).bytes);
  }, { verbs: ['ABOR', 'STOR'] }),

  check('transfer/abor-behind-telnet-ip', 'understands ABOR behind Telnet IP and DM', [URGENT], async (tester) => {
    const session = await tester.login();
    await session.command('ABOR');
    const reply = await exchange(session, Buffer.concat([SYNCH, Buffer.from('ABOR\r\n')]), URGENT);
    session.require(reply.code === 225 || reply.code === 226, URGENT, '225 or 226', describe(reply), TELNET);
  }, { verbs: ['ABOR'] }),

  check('transfer/abor-behind-telnet-ip-ends-a-download', 'answers ABOR behind Telnet IP and DM during a download', [RULE, URGENT], async (tester) => {
    const session = await tester.login();
    await session.command('ABOR');
    const data = await beginLargeDownload(tester, session);
    // Past the observer: a server that refuses the unknown verb it sees would count as one without ABOR.
    session.sendRaw(Buffer.concat([SYNCH, Buffer.from('ABOR\r\n')]), []);
    await requireEnd(session, data);
    session.sendRaw(Buffer.from('PWD\r\n'), []);
    for (let reply = await nextReply(session, RULE); reply.code !== 257; reply = await nextReply(session, RULE)) session.require(reply.code < 500, URGENT, '426 and 226, or the replies of a transfer that ended and of ABOR', describe(reply), TELNET);
  }, { verbs: ['ABOR', 'RETR'] }),

  check('transfer/urgent-abor-stops-a-download', 'stops a download when ABOR comes behind Telnet IP and Synch', [URGENT], async (tester) => {
    const session = await tester.login();
    await session.command('ABOR');
    const data = await beginLargeDownload(tester, session);
    if (!(await session.control.sendUrgent(SYNCH))) throw new Stop('skipped', 'urgent data cannot be sent from here: needs perl or python3');
    session.send('ABOR');
    const { bytes } = await data.receiveHash({ deadline: session.timeout });
    session.require(bytes < tester.fixtures.largeSize, URGENT, `less than the ${tester.fixtures.largeSize} bytes of the file`, 'the whole file', 'Look at the control connection while a transfer runs.');
    await upToMarker(session, URGENT);
  }, { verbs: ['ABOR', 'RETR'] }),
];

/** Reads what still comes; an aborted connection is closed or reset. */
async function requireEnd(session: Session, data: DataConnection): Promise<void> {
  const { how } = await data.receiveHash({ deadline: session.timeout });
  session.require(how === 'end' || how === 'reset', RULE, 'the data connection is closed', `the data connection ended by ${how}`, 'ABOR closes the data connection, then come 426 and 226.');
}

/** Takes the replies to the transfer and to ABOR, which the observer judges. */
async function requireReplies(session: Session): Promise<void> {
  const replies = [await session.finalReply(), ...(await upToMarker(session, RULE))];
  session.require(replies.length <= 2 && replies.at(-1)!.code < 300, RULE, 'one or two replies: 426 and 226, or 226 alone, or 226 and 225', replies.map(describe).join(', '), 'After 426 for the transfer comes 226 for ABOR.');
}

async function abortUpload(tester: Tester, session: Session): Promise<void> {
  const data = await session.given('an upload', async () => {
    await session.succeeds('TYPE I');
    return beginUpload(tester, session, tester.file(tester.name('.bin')));
  });
  await data.send(noise(10_000, 18), { deadline: session.timeout });
  await untilRead(data);
  session.send('ABOR');
  // A server that puts ABOR off waits for the end of the data; one that acts on it must not see both at once.
  await closedWithin(data, DEFERRED);
  data.end();
  await requireEnd(session, data);
  await requireReplies(session);
}

/** Resolves when the server has closed the data connection, or after so many milliseconds. */
async function closedWithin(data: DataConnection, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([data.closed, new Promise((resolve) => { timer = setTimeout(resolve, milliseconds); })]);
  clearTimeout(timer);
}
