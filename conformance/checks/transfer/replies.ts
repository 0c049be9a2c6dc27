import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { deliver, receive } from '../../transfers.ts';
import { beginUpload } from './begin-upload.ts';
import { noise } from './bodies.ts';
import { beginLargeDownload, requireLarge } from './large.ts';
import { stored } from './stored.ts';
import { requireSame } from './same-bytes.ts';

const RULE = 'FTP-XFR-R21';
/** Milliseconds in which a reply that comes too early has come. */
const EARLY = 80;

const TRANSFERS: readonly (readonly [verb: string, title: string, run: (tester: Tester, session: Session) => Promise<unknown>])[] = [
  ['RETR', 'a download', (tester, session) => receive(tester, session, `RETR ${tester.fixtures.need('file')}`)],
  ['STOR', 'an upload', (tester, session) => deliver(tester, session, `STOR ${tester.file(tester.name('.bin'))}`, noise(100))],
  ['LIST', 'a listing', (tester, session) => receive(tester, session, 'LIST')],
];

/** How many replies a transfer has, and when. */
export const replyChecks: readonly Check[] = [
  ...TRANSFERS.map(([verb, title, run]) => check(`transfer/two-replies-to-${verb.toLowerCase()}`, `answers ${title} by one reply when it begins and one when it has ended`, [RULE], async (tester) => {
    const session = await tester.login();
    await session.succeeds('TYPE I');
    await run(tester, session);
    // A third reply would be taken for the answer to PWD, which no other code fits.
    session.send('PWD');
    const reply = await session.control.reply();
    if (reply.kind === 'reply') session.require(reply.reply.code === 257, RULE, 'no more replies: 257 to PWD', describe(reply.reply), 'Is the end of the transfer told by two parts of the program?');
    else session.fail(RULE, ['257 to PWD'], 'nothing');
  }, { verbs: [verb] })),

  check('transfer/download-reply-waits-for-the-end', 'says nothing of the end of a download while the client has not read it', [RULE, 'FTP-XFR-60'], async (tester) => {
    const session = await tester.login();
    const data = await beginLargeDownload(tester, session);
    const early = await session.control.quiet(EARLY);
    session.require(early === null, RULE, 'no reply before the last byte is sent', early === null ? '' : describe(early), 'Send 226 when all is written and the data connection is closed.');
    await requireLarge(session, data, 'FTP-XFR-R3');
    const reply = await session.reply();
    session.require(reply.code < 300, RULE, '226', describe(reply));
  }, { verbs: ['RETR'] }),

  check('transfer/upload-reply-waits-for-the-end', 'says nothing of the end of an upload while the client has not closed it', ['FTP-XFR-R23', RULE], async (tester) => {
    const session = await tester.login();
    await session.succeeds('TYPE I');
    const body = noise(100_000, 4);
    const name = tester.file(tester.name('.bin'));
    const data = await session.given('an upload', () => beginUpload(tester, session, name));
    await data.send(body, { deadline: session.timeout });
    const early = await session.control.quiet(EARLY);
    session.require(early === null, 'FTP-XFR-R23', 'no reply before the client closes', early === null ? '' : describe(early), 'Read until the end of the data connection, not until a read brings less than the buffer holds.');
    data.end();
    await session.finalReply();
    requireSame(session, 'FTP-XFR-R23', body, await stored(tester, name));
  }, { verbs: ['STOR'] }),

  check('transfer/upload-closes-the-data-connection', 'closes its end of the data connection after an upload', ['FTP-XFR-R39'], async (tester) => {
    const session = await tester.login();
    const name = tester.file(tester.name('.bin'));
    const data = await session.given('an upload', () => beginUpload(tester, session, name));
    await session.given('the end of the upload', async () => { await data.send(noise(10), { deadline: session.timeout }); data.end(); await session.finalReply(); });
    const { how } = await data.receive({ deadline: Math.min(session.timeout, 500) });
    session.require(how !== 'silence', 'FTP-XFR-R39', 'the data connection is closed', 'it is still open after the closing reply', 'Close the socket of the data connection, also after an upload: else each one is leaked.');
  }, { verbs: ['STOR'] }),
];
