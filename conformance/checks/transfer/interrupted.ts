import { untilRead } from '../../../src/client/has-read.ts';
import { check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { receive } from '../../transfers.ts';
import { beginUpload } from './begin-upload.ts';
import { noise } from './bodies.ts';
import { beginLargeDownload } from './large.ts';
import { requireSame } from './same-bytes.ts';

const RULE = 'FTP-XFR-R30';
const RESET = 'A failed write or read of the data connection ends the transfer with 426; it must end neither the session nor the process.';

/** Data connections that break in the middle. */
export const interruptedChecks = [
  check('transfer/reset-download-is-no-success', 'answers a download that the client resets with 426', [RULE], async (tester) => {
    const session = await tester.login();
    await breakDownload(tester, session);
    const reply = await session.finalReply();
    session.require(reply.code >= 400 && reply.code < 500, RULE, '426, or another 4yz', describe(reply), RESET);
  }, { verbs: ['RETR'] }),

  check('transfer/session-outlives-a-reset-download', 'transfers again after a download that the client reset', [RULE], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    await breakDownload(tester, session);
    await session.finalReply();
    requireSame(session, RULE, tester.fixtures.text, (await receive(tester, session, `RETR ${file}`)).bytes, RESET);
  }, { verbs: ['RETR'] }),

  check('transfer/reset-upload-is-no-success', 'does not answer 226 to an upload that the client resets', ['FTP-XFR-R31'], async (tester) => {
    const session = await tester.login();
    await breakUpload(tester, session);
    const reply = await session.finalReply();
    session.require(reply.code >= 400, 'FTP-XFR-R31', '426', describe(reply), 'An error while reading is not the end of the file: only an orderly close is.');
  }, { verbs: ['STOR'] }),

  check('transfer/session-outlives-a-reset-upload', 'transfers again after an upload that the client reset', [RULE], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    await breakUpload(tester, session);
    await session.finalReply();
    requireSame(session, RULE, tester.fixtures.text, (await receive(tester, session, `RETR ${file}`)).bytes, RESET);
  }, { verbs: ['STOR'] }),

  check('transfer/client-closes-a-download-early', 'goes on after a client has closed a download before its end', [RULE], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    const data = await beginLargeDownload(tester, session);
    await data.receive({ deadline: session.timeout, limit: 1000 });
    data.destroy();
    await session.finalReply();
    requireSame(session, RULE, tester.fixtures.text, (await receive(tester, session, `RETR ${file}`)).bytes, RESET);
  }, { verbs: ['RETR'] }),
];

async function breakDownload(tester: Tester, session: Session): Promise<void> {
  const data = await beginLargeDownload(tester, session);
  await data.receive({ deadline: session.timeout, limit: 1000 });
  await untilRead(data);
  data.reset();
}

async function breakUpload(tester: Tester, session: Session): Promise<void> {
  const data = await session.given('an upload', async () => {
    await session.succeeds('TYPE I');
    return beginUpload(tester, session, tester.file(tester.name('.bin')));
  });
  await data.send(noise(100_000, 15), { deadline: session.timeout });
  // A server that has not accepted the connection yet may never hear of it.
  await untilRead(data);
  data.reset();
}
