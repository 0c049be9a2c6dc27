import { check } from '../../check.ts';
import { describe } from '../../session.ts';
import { receive } from '../../transfers.ts';
import { requireSame } from '../transfer/same-bytes.ts';
import { choose, chosen } from './choose.ts';
import { hasRecords, notLiteral } from './literal-records.ts';
import { readRecords } from './read-records.ts';
import { hex, requireRefusal, requireUpload, singly, upload } from './upload.ts';

const CODES = 'In STRU R and MODE S write 255 1 after each record and 255 2 at the end; a 255 of the data twice.';
const TEXT = Buffer.from('one\n\nthree\n');
/** `one`, an empty record, `three`. */
const WIRE = hex('6f6e65 ff01 ff01 7468726565 ff01 ff02');

/** STRU R in MODE S. */
export const recordChecks = [
  check('representations/lines-come-as-records', 'sends the lines of a text as records in STRU R', ['FTP-REP-R20', 'FTP-REP-R23'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, TEXT);
    await choose(session, 'TYPE A', 'STRU R');
    const { bytes } = await receive(tester, session, `RETR ${name}`);
    notLiteral(bytes, Buffer.from('one\r\n\r\nthree\r\n'));
    const records = readRecords(bytes);
    if (typeof records === 'string') return session.fail('FTP-REP-R20', ['records that end with 255 1, and 255 2 or 255 3 at the end'], records, CODES);
    session.require(JSON.stringify(records) === '["one","","three"]', 'FTP-REP-R23', 'the records "one", "" and "three"', JSON.stringify(records).slice(0, 200), 'One record a line, without its CR LF.');
  }, { verbs: ['STRU', 'RETR'] }),

  check('representations/the-last-record-has-its-end', 'ends the last record with EOR too', ['FTP-REP-R22'], async (tester) => {
    const session = await chosen(tester, 'TYPE A', 'STRU R');
    const { bytes } = await receive(tester, session, `RETR ${tester.fixtures.need('file')}`);
    notLiteral(bytes, Buffer.from('hello\r\n'));
    session.require(['ff01ff02', 'ff03'].some((end) => bytes.toString('hex').endsWith(end)), 'FTP-REP-R22', '255 1 255 2 at the end, or 255 3', `…${bytes.subarray(-6).toString('hex')}`, CODES);
  }, { verbs: ['STRU', 'RETR'] }),

  check('representations/records-become-lines', 'keeps records as lines that STRU F gives back', ['FTP-REP-R23'], async (tester) => {
    const session = await chosen(tester, 'TYPE A', 'STRU R');
    const name = tester.name('.txt');
    const { final } = await upload(tester, session, name, WIRE);
    session.require(final.code < 300, 'FTP-REP-R23', '226', describe(final), CODES);
    await session.given('STRU F', () => session.succeeds('STRU F'));
    const { bytes } = await receive(tester, session, `RETR ${name}`);
    notLiteral(bytes, WIRE);
    requireSame(session, 'FTP-REP-R23', Buffer.from('one\r\n\r\nthree\r\n'), bytes, 'Store an end of line for each EOR, and nothing for EOF.');
  }, { verbs: ['STRU', 'STOR'] }),

  check('representations/records-come-back', 'gives back the records that were stored, their end and the file’s in one code', ['FTP-REP-R2', 'FTP-REP-R20'], async (tester) => {
    const session = await chosen(tester, 'TYPE A', 'STRU R');
    const name = tester.name('.txt');
    const { final } = await upload(tester, session, name, hex('6f6e65 ff01 74776f ff03'));
    session.require(final.code < 300, 'FTP-REP-R20', '226', describe(final), CODES);
    const records = readRecords((await receive(tester, session, `RETR ${name}`)).bytes);
    session.require(JSON.stringify(records) === '["one","two"]', 'FTP-REP-R2', 'the records "one" and "two"', JSON.stringify(records).slice(0, 200), CODES);
  }, { verbs: ['STRU', 'STOR', 'RETR'] }),

  check('representations/a-255-is-escaped', 'takes 255 255 of a record for one byte, and sends one as two', ['FTP-REP-R21'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'STRU R');
    const name = tester.name('.bin');
    const wire = hex('61 ffff 62 ff01 ff02');
    const { final } = await upload(tester, session, name, wire, { refusable: true });
    session.require(final.code < 300, 'FTP-REP-R21', '226', describe(final), CODES);
    const records = readRecords((await receive(tester, session, `RETR ${name}`)).bytes);
    session.require(JSON.stringify(records) === JSON.stringify(['a\xffb']), 'FTP-REP-R21', 'one record, of the bytes 97, 255, 98', JSON.stringify(records).slice(0, 200), CODES);
    await session.given('STRU F', () => session.succeeds('STRU F'));
    const plain = (await receive(tester, session, `RETR ${name}`)).bytes;
    notLiteral(plain, wire);
    session.require(plain.includes(hex('61ff62')) && !plain.includes(hex('ffff')), 'FTP-REP-R21', 'one byte 255 in the file', plain.subarray(0, 20).toString('hex'), CODES);
  }, { verbs: ['STRU', 'STOR', 'RETR'] }),

  check('representations/records-byte-by-byte', 'takes records that come byte by byte', ['FTP-REP-R20'], async (tester) => {
    const session = await chosen(tester, 'TYPE A', 'STRU R');
    await hasRecords(tester, session);
    await requireUpload(tester, session, 'FTP-REP-R20', singly(WIRE), TEXT, 'TCP cuts anywhere: remember that a 255 came last.');
  }, { verbs: ['STRU', 'STOR'] }),

  check('representations/records-end-with-eof', 'has an upload in STRU R done at its EOF, the connection being open still', ['FTP-REP-R24'], async (tester) => {
    const session = await chosen(tester, 'TYPE A', 'STRU R');
    await hasRecords(tester, session);
    await requireUpload(tester, session, 'FTP-REP-R24', WIRE, TEXT, '255 2 ends the file: wait for nothing else.', { keep: true });
  }, { verbs: ['STRU', 'STOR'] }),

  check('representations/records-without-eof', 'takes an upload in STRU R without EOF for no whole file', ['FTP-REP-R46'], async (tester) => {
    const session = await chosen(tester, 'TYPE A', 'STRU R');
    await hasRecords(tester, session);
    await requireRefusal(tester, session, 'FTP-REP-R46', hex('6f6e65 ff01 74'), 'Without 255 2 the connection broke.');
  }, { verbs: ['STRU', 'STOR'] }),

  check('representations/records-with-an-unknown-code', 'stores no records with a code that nobody has assigned', ['FTP-REP-R47'], async (tester) => {
    const session = await chosen(tester, 'TYPE A', 'STRU R');
    await hasRecords(tester, session);
    await requireRefusal(tester, session, 'FTP-REP-R47', hex('6f6e65 ff07 ff02'), 'After 255 come 1, 2, 3 or 255.');
  }, { verbs: ['STRU', 'STOR'] }),
];
