import { check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { deliver, receive } from '../../transfers.ts';
import { requireSame } from '../../checks/transfer/same-bytes.ts';

const RULE = 'FTP-CRS-R1';
/** A file that reads like replies: a server or a suite that mixed the channels would take it for some. */
const LIKE_REPLIES = Buffer.from('226 Transfer complete.\r\n550 File not found.\r\n221-Goodbye\r\n');

/** Two connections, each with what belongs to it. */
export const channelChecks = [
  check('course-ftp/files-cross-the-data-connection-only', 'keeps files and replies apart, also when the file looks like replies', [RULE], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, LIKE_REPLIES);
    const { bytes, preliminary, final } = await receive(tester, session, `RETR ${name}`);
    requireSame(session, RULE, LIKE_REPLIES, bytes, 'Send replies over the control connection and the bytes of the file, and nothing else, over the data connection.');
    session.require(preliminary.faults.length === 0 && final.faults.length === 0, RULE, 'two replies, each three digits and text', `${describe(preliminary)} and ${describe(final)}`);
    await nothingMore(session);
  }, { verbs: ['RETR'] }),

  check('course-ftp/listings-cross-the-data-connection-only', 'sends a listing over the data connection and not inside its replies', [RULE], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, Buffer.from('x'));
    const { bytes, preliminary, final } = await receive(tester, session, 'LIST');
    session.require(bytes.includes(name), RULE, `a line for ${name} on the data connection`, `${bytes.length} bytes without it`);
    const inside = [preliminary, final].find((reply) => reply.raw.includes(name));
    session.require(inside === undefined, RULE, 'replies without the listing', inside === undefined ? '' : describe(inside));
    await nothingMore(session);
  }, { verbs: ['LIST'] }),

  ...([
    ['retr', 'a download', (tester, session) => receive(tester, session, `RETR ${tester.fixtures.need('file')}`)],
    ['stor', 'an upload', (tester, session) => deliver(tester, session, `STOR ${tester.file(tester.name('.bin'))}`, Buffer.from('some bytes'))],
    ['list', 'a listing', (tester, session) => receive(tester, session, 'LIST')],
  ] as const satisfies readonly (readonly [string, string, (tester: Tester, session: Session) => Promise<unknown>])[]).map(([verb, title, run]) => check(`course-ftp/two-replies-to-${verb}`, `answers ${title} by one reply when it begins and one when it has ended`, ['FTP-XFR-R21'], async (tester) => {
    const session = await tester.login();
    await session.succeeds('TYPE I');
    await run(tester, session);
    await nothingMore(session, 'FTP-XFR-R21');
  }, { verbs: [verb.toUpperCase()] })),

  check('course-ftp/list-shows-a-new-file', 'shows a stored file in the listing', ['FTP-FIL-R22'], async (tester) => {
    const session = await tester.login();
    const before = (await receive(tester, session, 'LIST')).bytes;
    const name = await tester.place(session, Buffer.from('x'));
    const { bytes } = await receive(tester, session, 'LIST');
    session.require(!before.includes(name) && bytes.includes(name), 'FTP-FIL-R22', `a listing with ${name}`, `${bytes.length} bytes without it`, 'List what is in the directory now.');
  }, { verbs: ['LIST'] }),
];

/** A reply too many would be taken for the answer to a verb that no server knows. */
async function nothingMore(session: Session, rule = RULE): Promise<void> {
  session.send('XYZZY');
  const arrival = await session.control.reply();
  const actual = arrival.kind === 'reply' ? describe(arrival.reply) : 'no reply';
  session.require(arrival.kind === 'reply' && arrival.reply.code >= 500, rule, 'nothing more: 500 to XYZZY', actual, 'Is the end of the transfer told by two parts of the program?');
}
