import { check } from '../../check.ts';
import { describe } from '../../session.ts';
import { nextReply } from '../../exchange.ts';
import { beginLargeDownload, requireLarge } from './large.ts';

const RULE = 'FTP-XFR-R41';
const QUEUE = 'Leave the line unread, or in a queue, until the transfer has ended; or refuse it. It must not touch the running transfer.';

/**
 * Commands that come while a transfer runs. The client ought not to send them, so what they are answered is not judged:
 * the replies go past the observer.
 */
export const meanwhileChecks = ([['command', 'NOOP'], ['second-transfer', 'RETR'], ['type', 'TYPE A'], ['port', 'PASV']] as const).map(([what, line]) => check(`transfer/${what}-does-not-disturb-a-download`, `keeps a running download whole when ${line} comes, and answers both`, [RULE], async (tester) => {
  const file = tester.fixtures.need('file');
  const session = await tester.login();
  const data = await beginLargeDownload(tester, session);
  session.sendRaw(Buffer.from(`${line === 'RETR' ? `RETR ${file}` : line}\r\n`), []);
  await requireLarge(session, data, RULE, QUEUE);
  const replies = [await nextReply(session, RULE), await nextReply(session, RULE)];
  session.require(replies.some(({ code }) => code === 226 || code === 250), RULE, '226 for the download', replies.map(describe).join(', '), QUEUE);
}, { verbs: ['RETR', line.split(' ')[0]!] }));
