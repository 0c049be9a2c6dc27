import { check } from '../../check.ts';
import { connectTo, deliver, passivePort, receive } from '../../transfers.ts';
import { beginUpload } from './begin-upload.ts';
import { noise } from './bodies.ts';
import { beginLargeDownload, requireLarge } from './large.ts';
import { requireSame } from './same-bytes.ts';

const RULE = 'FTP-XFR-R32';
const SESSIONS = 8;
const SIZE = 256 * 1024;
const OWN = 'Keep the data connection, its buffer and the file in the session, not in variables that all sessions share.';
const WAIT = 'Serve each session in a thread, task or process of its own: a blocking read or write holds up all of one loop.';

/** Several sessions at a time. */
export const parallelChecks = [
  check('transfer/parallel-transfers-do-not-mix', `keeps apart the bodies of ${SESSIONS} sessions that transfer at the same time`, [RULE], async (tester) => {
    await Promise.all(Array.from({ length: SESSIONS }, async (_, number) => {
      const session = await tester.login();
      const body = noise(SIZE, 20 + number);
      const name = tester.file(tester.name('.bin'));
      await session.succeeds('TYPE I');
      await deliver(tester, session, `STOR ${name}`, body);
      requireSame(session, RULE, body, (await receive(tester, session, `RETR ${name}`)).bytes, OWN);
    }));
  }, { verbs: ['STOR', 'RETR'] }),

  check('transfer/one-file-for-many', 'sends one file whole to several clients at the same time', [RULE], async (tester) => {
    await Promise.all(Array.from({ length: 3 }, async () => {
      const session = await tester.login();
      await requireLarge(session, await beginLargeDownload(tester, session), RULE, OWN);
      await session.finalReply();
    }));
  }, { verbs: ['RETR'] }),

  check('transfer/passive-ports-are-separate', 'sends to each session what it asked for, over the port that it was given', [RULE, 'FTP-ACC-R6'], async (tester) => {
    const first = await tester.login();
    const second = await tester.login();
    const bodies = [noise(500, 30), noise(700, 31)] as const;
    const names = [await tester.place(first, bodies[0]), await tester.place(second, bodies[1])] as const;
    const ports = [await passivePort(tester, first, 'PASV'), await passivePort(tester, second, 'PASV')] as const;
    for (const [at, session] of [first, second].entries()) {
      const data = await connectTo(tester, session, ports[at]!, 'PASV');
      await session.succeeds(`RETR ${names[at]!}`, { 'no data connection': false });
      requireSame(session, RULE, bodies[at]!, (await data.receive({ deadline: session.timeout })).bytes, OWN);
      await session.finalReply();
    }
  }, { verbs: ['PASV', 'RETR'] }),

  check('transfer/unread-download-holds-up-nobody', 'serves others while a client does not read its download', [RULE], async (tester) => {
    const file = tester.fixtures.need('file');
    const slow = await tester.login();
    await beginLargeDownload(tester, slow);
    const session = await tester.login();
    await session.succeeds('TYPE I');
    requireSame(session, RULE, tester.fixtures.text, (await receive(tester, session, `RETR ${file}`)).bytes, WAIT);
  }, { verbs: ['RETR'] }),

  check('transfer/idle-upload-holds-up-nobody', 'serves others while a client sends nothing in its upload', [RULE], async (tester) => {
    const file = tester.fixtures.need('file');
    const slow = await tester.login();
    await slow.given('an upload', () => beginUpload(tester, slow, tester.file(tester.name('.bin'))));
    const session = await tester.login();
    await session.succeeds('TYPE I');
    requireSame(session, RULE, tester.fixtures.text, (await receive(tester, session, `RETR ${file}`)).bytes, WAIT);
  }, { verbs: ['STOR'] }),
];
