import { check } from '../../check.ts';
import { describe } from '../../session.ts';
import { receive } from '../../transfers.ts';
import { noise } from '../transfer/bodies.ts';
import { requireSame } from '../transfer/same-bytes.ts';
import { choose, chosen } from './choose.ts';
import { hasRecords } from './literal-records.ts';
import { dataOf, readBlocks } from './read-blocks.ts';
import { hex, requireRefusal, requireUpload, singly, upload } from './upload.ts';

const COUNT = 'Read three bytes, then as many as the count says, in a loop; code 64 ends the file.';
const LATE = 'The block with code 64 ends the file: do not wait for the end of the connection.';

/** A block of MODE B. */
function block(code: number, data: Buffer): Buffer { return Buffer.concat([Buffer.from([code, data.length >> 8, data.length & 255]), data]); }

/** Uploads in MODE B. */
export const blockUploadChecks = [
  check('representations/blocks-of-any-size', 'stores what comes in blocks of any size, empty ones among them', ['FTP-REP-R41'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    const body = noise(600, 78);
    const wire = Buffer.concat([block(0, body.subarray(0, 1)), block(0, Buffer.alloc(0)), block(0, body.subarray(1, 300)), block(0, body.subarray(300)), block(64, Buffer.alloc(0))]);
    await requireUpload(tester, session, 'FTP-REP-R41', wire, body, COUNT);
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/a-block-of-the-largest-size', 'stores a block of 65535 bytes', ['FTP-REP-R41'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    const body = noise(65_535, 79);
    await requireUpload(tester, session, 'FTP-REP-R41', block(64, body), body, 'The count has 16 bits and no sign.');
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/blocks-byte-by-byte', 'takes blocks that come byte by byte', ['FTP-REP-R41'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    await requireUpload(tester, session, 'FTP-REP-R41', singly(hex('00 0002 6162 40 0001 63')), Buffer.from('abc'), 'TCP cuts anywhere, in the header too.');
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/codes-come-together', 'takes EOR and EOF in one block', ['FTP-REP-R43'], async (tester) => {
    const session = await chosen(tester, 'TYPE A', 'STRU R');
    await hasRecords(tester, session);
    await choose(session, 'MODE B');
    await requireUpload(tester, session, 'FTP-REP-R43', hex('80 0003 6f6e65 c0 0003 74776f'), Buffer.from('one\ntwo\n'), 'The codes are bits: 192 is EOR and EOF.');
  }, { verbs: ['MODE', 'STRU', 'STOR'] }),

  check('representations/suspect-data-are-data', 'stores data that are suspected of errors', ['FTP-REP-R44'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    await requireUpload(tester, session, 'FTP-REP-R44', hex('20 0002 6162 40 0001 63'), Buffer.from('abc'), 'Code 32 is a remark about the data.');
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/blocks-come-back', 'gives back in MODE B what was stored in MODE B', ['FTP-REP-R2'], async (tester) => {
    const session = await chosen(tester, 'TYPE A', 'MODE B');
    const name = tester.name('.txt');
    const text = Buffer.from('one\r\ntwo\r\n');
    const { final } = await upload(tester, session, name, block(64, text));
    session.require(final.code < 300, 'FTP-REP-R2', '226', describe(final), COUNT);
    const blocks = readBlocks((await receive(tester, session, `RETR ${name}`)).bytes);
    requireSame(session, 'FTP-REP-R2', text, typeof blocks === 'string' ? Buffer.from(blocks) : dataOf(blocks));
  }, { verbs: ['MODE', 'STOR', 'RETR'] }),

  check('representations/blocks-end-with-eof', 'has an upload in MODE B done at its EOF, the connection being open still', ['FTP-REP-R45'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    await requireUpload(tester, session, 'FTP-REP-R45', hex('40 0003 616263'), Buffer.from('abc'), LATE, { keep: true });
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/blocks-without-eof', 'takes an upload in MODE B without EOF for no whole file', ['FTP-REP-R46'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    await requireRefusal(tester, session, 'FTP-REP-R46', hex('00 0003 616263'), 'Without EOF the connection broke: keep nothing under the name.');
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/a-block-that-promises-more', 'takes a block that is shorter than its count for no whole file', ['FTP-REP-R46'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    await requireRefusal(tester, session, 'FTP-REP-R46', hex('40 0400 616263'), 'The connection ended inside a block.');
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/a-block-with-unknown-codes', 'stores no block with codes that nobody has assigned', ['FTP-REP-R47'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    await requireRefusal(tester, session, 'FTP-REP-R47', hex('05 0003 616263 40 0000'), 'Codes 1, 2, 4 and 8 mean nothing: what came is no blocks.');
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/a-session-outlives-bad-blocks', 'transfers again after blocks that were none', ['FTP-REP-R48'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    await upload(tester, session, tester.name('.rep'), hex('05 ffff 616263'));
    await session.succeeds('MODE S');
    requireSame(session, 'FTP-REP-R48', tester.fixtures.text, (await receive(tester, session, `RETR ${tester.fixtures.need('file')}`)).bytes);
  }, { verbs: ['MODE', 'STOR'] }),
];
