import { check } from '../../check.ts';
import { beginUpload } from '../../checks/transfer/begin-upload.ts';
import { noise } from '../../checks/transfer/bodies.ts';
import { beginLargeDownload } from '../../checks/transfer/large.ts';
import { requireSame } from '../../checks/transfer/same-bytes.ts';
import { stored } from '../../checks/transfer/stored.ts';
import { stillWorks } from '../../checks/still-works.ts';
import { receive } from '../../transfers.ts';

const CLIENTS = 4;
const SERVE = 'Serve each client in a thread, task or process of its own; accept the next one at once.';

/** Several clients at a time. */
export const clientChecks = [
  check('course-ftp/all-at-once', `lets ${CLIENTS} clients upload, ${CLIENTS} download and ${CLIENTS} list at the same time`, ['FTP-XFR-R32', 'FTP-ACC-R6'], async (tester) => {
    const bodies = Array.from({ length: CLIENTS }, (_, number) => noise(50_000, 60 + number));
    const uploads = await Promise.all(bodies.map(async (body) => {
      const session = await tester.login();
      await session.succeeds('TYPE I');
      const name = tester.file(tester.name('.bin'));
      const data = await beginUpload(tester, session, name);
      await data.send(body.subarray(0, 20_000), { deadline: session.timeout });
      return { session, name, data, body };
    }));
    // All uploads are half done, so none of what follows can wait for their end.
    await Promise.all(Array.from({ length: CLIENTS }, async () => {
      const [reader, lister] = await Promise.all([tester.login(), tester.login()]);
      await reader.succeeds('TYPE I');
      const [file, listing] = await Promise.all([receive(tester, reader, `RETR ${tester.fixtures.need('file')}`), receive(tester, lister, 'LIST')]);
      requireSame(reader, 'FTP-XFR-R32', tester.fixtures.text, file.bytes, SERVE);
      lister.require(listing.bytes.includes(tester.fixtures.file), 'FTP-XFR-R32', `a listing with ${tester.fixtures.file}`, `${listing.bytes.length} bytes without it`, SERVE);
    }));
    for (const { session, name, data, body } of uploads) {
      await data.send(body.subarray(20_000), { deadline: session.timeout });
      data.end();
      await session.finalReply();
      requireSame(session, 'FTP-XFR-R32', body, await stored(tester, name), 'Keep the data connection and the file in the session, not in variables that all sessions share.');
    }
  }, { verbs: ['STOR', 'RETR', 'LIST'] }),

  check('course-ftp/client-gone-in-a-download', 'serves others after a client has gone in the middle of a download', ['FTP-FAI-R7', 'FTP-FAI-R4'], async (tester) => {
    const [leaving, session] = [await tester.login(), await tester.login()];
    const data = await beginLargeDownload(tester, leaving);
    data.reset();
    leaving.control.reset();
    await session.succeeds('TYPE I');
    requireSame(session, 'FTP-FAI-R7', tester.fixtures.text, (await receive(tester, session, `RETR ${tester.fixtures.need('file')}`)).bytes, 'Catch the exception of a broken connection in the thread of that client.');
    await stillWorks(tester, 'FTP-FAI-R7');
  }, { verbs: ['RETR'] }),
];
