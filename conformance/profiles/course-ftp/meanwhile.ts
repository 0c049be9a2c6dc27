import type { DataConnection } from '../../../src/client/data-connection.ts';
import type { Reply } from '../../../src/wire/reply.ts';
import { check } from '../../check.ts';
import { beginUpload } from '../../checks/transfer/begin-upload.ts';
import { noise } from '../../checks/transfer/bodies.ts';
import { beginLargeDownload } from '../../checks/transfer/large.ts';
import { requireSame } from '../../checks/transfer/same-bytes.ts';
import { describe, type Session } from '../../session.ts';
import { receive } from '../../transfers.ts';

const ABORTED = 'FTP-XFR-R37';
/** Milliseconds in which a server that answers STAT at once has answered. */
const AT_ONCE = 1000;
/** Bytes read between two looks at the progress. */
const STEP = 2 ** 19;

/** Commands during a transfer: abort and status. */
export const meanwhileChecks = [
  check('course-ftp/abort-then-transfer-again', 'ends a download on ABOR and sends another file after it', [ABORTED], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    const data = await beginLargeDownload(tester, session);
    session.send('ABOR');
    await ended(session, data);
    requireSame(session, ABORTED, tester.fixtures.text, (await receive(tester, session, `RETR ${file}`)).bytes, 'After ABOR the session is as before the transfer.');
  }, { verbs: ['ABOR', 'RETR'] }),

  check('course-ftp/abort-an-upload', 'ends an upload on ABOR and goes on', [ABORTED], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    await session.succeeds('TYPE I');
    const data = await session.given('an upload', () => beginUpload(tester, session, tester.file(tester.name('.bin'))));
    await data.send(noise(10_000, 3), { deadline: session.timeout });
    session.send('ABOR');
    // A server that puts ABOR off waits for the end of the data; one that acts on it must not see both at once.
    await closedWithin(data, AT_ONCE / 2);
    data.end();
    await ended(session, data);
    requireSame(session, ABORTED, tester.fixtures.text, (await receive(tester, session, `RETR ${file}`)).bytes, 'After ABOR the session is as before the transfer.');
  }, { verbs: ['ABOR', 'STOR'] }),

  check('course-ftp/status-tells-progress', 'tells by STAT how far a download has come', ['FTP-CRS-R3'], async (tester) => {
    const session = await tester.login();
    const data = await beginLargeDownload(tester, session);
    const first = await session.given('STAT during a transfer', () => status(session));
    let last = first;
    // In small steps: of the last bytes the server is rid long before the tester has read them.
    for (let read = 0; read < tester.fixtures.largeSize && isStatus(last) && !grown(first, last); read += STEP) {
      await data.receive({ deadline: session.timeout, limit: STEP });
      data.pause();
      last = await status(session);
    }
    session.require(isStatus(last) && grown(first, last), 'FTP-CRS-R3', 'a number of bytes that grows from one STAT to the next', `${describe(first)} and then ${describe(last)}`, 'Count the bytes where you send them, and put the count into the reply to STAT.');
    await data.receive({ deadline: session.timeout });
  }, { verbs: ['STAT', 'RETR'] }),
];

/** What STAT says while the transfer stands still; a server that says nothing until its end fails a check of its own. */
async function status(session: Session): Promise<Reply> {
  session.send('STAT');
  return session.reply(Math.min(AT_ONCE, session.timeout));
}

const isStatus = (reply: Reply): boolean => reply.code >= 211 && reply.code <= 213;

/** Whether a number of the one reply has grown in the other. */
function grown(first: Reply, last: Reply): boolean {
  const before = numbers(first);
  return numbers(last).some((number, at) => number > (before[at] ?? Infinity));
}

const numbers = (reply: Reply): number[] => (reply.lines.join('\n').match(/\d+/g) ?? []).map(Number);

/** The data connection is closed; then one or two replies, of which the last is a success. */
async function ended(session: Session, data: DataConnection): Promise<void> {
  const { how } = await data.receiveHash({ deadline: session.timeout });
  session.require(how === 'end' || how === 'reset', ABORTED, 'the data connection is closed', `the data connection ended by ${how}`, 'ABOR closes the data connection, then come 426 and 226.');
  const first = await session.finalReply();
  const next = await session.command('TYPE I');
  if (next.code !== 200) await session.reply();
  session.require(next.code < 300, ABORTED, '226 after 426, or 226 alone', `${describe(first)} and ${describe(next)}`, 'After 426 for the transfer comes 226 for ABOR.');
}

/** Resolves when the server has closed the data connection, or after so many milliseconds. */
async function closedWithin(data: DataConnection, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([data.closed, new Promise((resolve) => { timer = setTimeout(resolve, milliseconds); })]);
  clearTimeout(timer);
}
