import { check } from '../../check.ts';
import { deliver, receive } from '../../transfers.ts';
import { noise } from './bodies.ts';
import { replace } from './replace.ts';
import { requireSame } from './same-bytes.ts';
import { requireStored } from './stored.ts';

const TRUNCATE = 'Open the file for writing with truncation (mode "wb", O_TRUNC).';
const NOTHING = Buffer.alloc(0);

/** What uploads leave on the disk. */
export const storingChecks = [
  check('transfer/upload-is-whole-at-226', 'has stored the whole upload when it says 226', ['FTP-XFR-R23'], async (tester) => {
    const session = await tester.login();
    const body = noise(1_000_000, 5);
    const name = tester.file(tester.name('.bin'));
    await session.succeeds('TYPE I');
    await deliver(tester, session, `STOR ${name}`, body);
    await requireStored(tester, session, 'FTP-XFR-R23', name, body, 'Close the file before you send 226: what is buffered is not stored.');
  }, { verbs: ['STOR'] }),

  check('transfer/upload-is-there-for-others', 'gives another session the whole upload at once', ['FTP-XFR-R23'], async (tester) => {
    const session = await tester.login();
    const other = await tester.login();
    const body = noise(300_000, 6);
    const name = tester.file(tester.name('.bin'));
    await session.succeeds('TYPE I');
    await other.succeeds('TYPE I');
    await deliver(tester, session, `STOR ${name}`, body);
    requireSame(other, 'FTP-XFR-R23', body, (await receive(tester, other, `RETR ${name}`)).bytes);
  }, { verbs: ['STOR', 'RETR'] }),

  check('transfer/stor-replaces-a-longer-file', 'leaves nothing of a longer file that STOR replaces', ['FTP-XFR-R24'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, noise(5000));
    const body = Buffer.from('short');
    await replace(tester, session, name, body);
    await requireStored(tester, session, 'FTP-XFR-R24', name, body, TRUNCATE);
  }, { verbs: ['STOR'] }),

  check('transfer/stor-replaces-by-nothing', 'leaves an empty file when an empty upload replaces one', ['FTP-XFR-R24', 'FTP-XFR-R28'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, noise(100));
    await replace(tester, session, name, NOTHING);
    await requireStored(tester, session, 'FTP-XFR-R24', name, NOTHING, TRUNCATE);
  }, { verbs: ['STOR'] }),

  check('transfer/appe-adds', 'adds to the end of a file by APPE', ['FTP-XFR-R25'], async (tester) => {
    const session = await tester.login();
    const first = noise(3000, 8);
    const second = noise(2000, 9);
    const name = await tester.place(session, first);
    await deliver(tester, session, `APPE ${name}`, second);
    await requireStored(tester, session, 'FTP-XFR-R25', name, Buffer.concat([first, second]), 'Open the file for appending (mode "ab", O_APPEND).');
  }, { verbs: ['APPE'] }),

  check('transfer/appe-creates', 'creates by APPE a file that is missing', ['FTP-XFR-R25'], async (tester) => {
    const session = await tester.login();
    const body = noise(2000, 10);
    const name = tester.file(tester.name('.bin'));
    await session.succeeds('TYPE I');
    await deliver(tester, session, `APPE ${name}`, body);
    await requireStored(tester, session, 'FTP-XFR-R25', name, body);
  }, { verbs: ['APPE'] }),

  check('transfer/appe-adds-again', 'adds by each of several APPE', ['FTP-XFR-R25'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, Buffer.from('1'));
    for (const part of ['22', '', '333']) await deliver(tester, session, `APPE ${name}`, Buffer.from(part));
    await requireStored(tester, session, 'FTP-XFR-R25', name, Buffer.from('122333'));
  }, { verbs: ['APPE'] }),

  check('transfer/empty-upload', 'stores an empty file', ['FTP-XFR-R28'], async (tester) => {
    const session = await tester.login();
    const name = tester.file(tester.name('.bin'));
    await session.succeeds('TYPE I');
    await deliver(tester, session, `STOR ${name}`, NOTHING);
    await requireStored(tester, session, 'FTP-XFR-R28', name, NOTHING, 'Create the file when the transfer begins, not with its first byte.');
  }, { verbs: ['STOR'] }),

  check('transfer/empty-download', 'sends an empty file as an empty data connection', ['FTP-XFR-R28'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, NOTHING);
    requireSame(session, 'FTP-XFR-R28', NOTHING, (await receive(tester, session, `RETR ${name}`)).bytes);
  }, { verbs: ['RETR'] }),

  check('transfer/download-leaves-the-file', 'leaves a file as it was when it is retrieved', ['FTP-XFR-R42'], async (tester) => {
    const session = await tester.login();
    const body = noise(3000, 11);
    const name = await tester.place(session, body);
    await receive(tester, session, `RETR ${name}`);
    const { bytes } = await receive(tester, session, `RETR ${name}`);
    requireSame(session, 'FTP-XFR-R42', body, bytes);
    await requireStored(tester, session, 'FTP-XFR-R42', name, body);
  }, { verbs: ['RETR'] }),
];
