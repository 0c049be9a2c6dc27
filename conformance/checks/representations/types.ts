import { check } from '../../check.ts';
import { describe } from '../../session.ts';
import { receive } from '../../transfers.ts';
import { requireSame } from '../transfer/same-bytes.ts';
import { choose, chosen } from './choose.ts';
import { hex, requireUpload, upload } from './upload.ts';

/** Characters that have the same code in every EBCDIC code page, and what RFC 959 §3.1.1.2 makes of them. */
const LATIN = 'FTP says: hello, 0123456789.';
const EBCDIC = hex('c6e3d7 40 a281a8a2 7a 40 8885939396 6b 40 f0f1f2f3f4f5f6f7f8f9 4b');
const NL = hex('15');
const TABLE = 'Translate each byte by the table of a code page, 1047 or 037; the LF of the file becomes NL (21).';

/** TYPE A T and C, TYPE E. */
export const typeChecks = [
  check('representations/telnet-format-is-non-print', 'transfers in TYPE A T as in TYPE A N', ['FTP-REP-R1'], async (tester) => {
    const session = await chosen(tester, 'TYPE A T');
    requireSame(session, 'FTP-REP-R1', Buffer.from(tester.fixtures.text.toString('latin1').replace('\n', '\r\n')), (await receive(tester, session, `RETR ${tester.fixtures.need('file')}`)).bytes, 'Where text has no other form, A T is A N.');
  }, { verbs: ['TYPE'] }),

  check('representations/carriage-control-comes-back', 'gives back a text that was stored in TYPE A C', ['FTP-REP-R2'], async (tester) => {
    const session = await chosen(tester, 'TYPE A C');
    const text = Buffer.from('1HEADING\r\n FIRST\r\n0SECOND\r\n+______\r\n');
    const name = tester.name('.asa');
    const { final } = await upload(tester, session, name, text);
    session.require(final.code < 300, 'FTP-REP-R2', '226', describe(final));
    requireSame(session, 'FTP-REP-R2', text, (await receive(tester, session, `RETR ${name}`)).bytes, 'The control characters are the file’s; only a printer acts on them.');
  }, { verbs: ['TYPE', 'STOR', 'RETR'] }),

  check('representations/ebcdic-download', 'sends text in EBCDIC in TYPE E', ['FTP-REP-R10'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, Buffer.from(LATIN));
    await choose(session, 'TYPE E');
    requireSame(session, 'FTP-REP-R10', EBCDIC, (await receive(tester, session, `RETR ${name}`)).bytes, TABLE);
  }, { verbs: ['TYPE', 'RETR'] }),

  check('representations/ebcdic-lines-end-in-nl', 'ends the lines of a text in TYPE E with NL', ['FTP-REP-R11'], async (tester) => {
    const session = await chosen(tester, 'TYPE E');
    const { bytes } = await receive(tester, session, `RETR ${tester.fixtures.need('file')}`);
    requireSame(session, 'FTP-REP-R11', Buffer.concat([hex('8885939396'), NL]), bytes, TABLE);
  }, { verbs: ['TYPE', 'RETR'] }),

  check('representations/ebcdic-upload-becomes-text', 'keeps what came in TYPE E as a text that TYPE A gives back', ['FTP-REP-R10'], async (tester) => {
    const session = await chosen(tester, 'TYPE E');
    const name = tester.name('.txt');
    const { final } = await upload(tester, session, name, Buffer.concat([EBCDIC, NL]));
    session.require(final.code < 300, 'FTP-REP-R10', '226', describe(final));
    await session.given('TYPE A', () => session.succeeds('TYPE A'));
    requireSame(session, 'FTP-REP-R10', Buffer.from(`${LATIN}\r\n`), (await receive(tester, session, `RETR ${name}`)).bytes, TABLE);
  }, { verbs: ['TYPE', 'STOR'] }),

  check('representations/ebcdic-comes-back', 'gives back in TYPE E what was stored in TYPE E', ['FTP-REP-R2'], async (tester) => {
    const session = await chosen(tester, 'TYPE E');
    const name = tester.name('.txt');
    const body = Buffer.concat([EBCDIC, NL, NL, EBCDIC]);
    const { final } = await upload(tester, session, name, body);
    session.require(final.code < 300, 'FTP-REP-R2', '226', describe(final));
    requireSame(session, 'FTP-REP-R2', body, (await receive(tester, session, `RETR ${name}`)).bytes, 'The tables of both directions have to be the inverse of each other.');
  }, { verbs: ['TYPE', 'STOR', 'RETR'] }),

  check('representations/image-after-ebcdic', 'transfers in TYPE I again after TYPE E', ['FTP-REP-R4'], async (tester) => {
    const session = await chosen(tester, 'TYPE E', 'TYPE I');
    await requireUpload(tester, session, 'FTP-REP-R4', EBCDIC, EBCDIC);
  }, { verbs: ['TYPE'] }),
];
