import { check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { receive } from '../../transfers.ts';
import { requireSame } from '../transfer/same-bytes.ts';
import { choose, chosen } from './choose.ts';
import { notLiteral } from './literal-records.ts';
import { readStrings } from './read-strings.ts';
import { hex, requireRefusal, requireUpload, singly } from './upload.ts';

const HEADS = '1 to 127: so many bytes as they are; 128 and n: the next byte n times; 192 and n: n fillers; 0: codes as in MODE B.';
const FILLER = 'The filler is the space of the type, 32 or 64, and zero in TYPE I and L 8.';
const BODY = Buffer.from(`plain, then a run ${'x'.repeat(200)} then blanks ${' '.repeat(70)}and zeros ${'\0'.repeat(130)}.`, 'latin1');
/** Regular data, a replication, fillers, and EOF, which the empty string of fillers carries. */
const WIRE = hex('03 616263 85 78 c3 01 64 00 40 c0');

/** What MODE C sends of a file, expanded. */
async function expanded(tester: Tester, session: Session, name: string, filler: number, rule: string, wanted: Buffer): Promise<void> {
  const read = readStrings((await receive(tester, session, `RETR ${name}`)).bytes, filler);
  if (typeof read === 'string') return session.fail(rule, ['strings of MODE C'], read, HEADS);
  requireSame(session, rule, wanted, read.data, HEADS);
  session.require(read.codes.some(({ code }) => (code & 64) !== 0), 'FTP-REP-R50', 'an escape with EOF', 'no EOF', HEADS);
}

/** MODE C. */
export const compressedChecks = [
  check('representations/compressed-strings-hold-the-file', 'sends a file in the strings of MODE C', ['FTP-REP-R50'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, BODY);
    await choose(session, 'MODE C');
    await expanded(tester, session, name, 0, 'FTP-REP-R50', BODY);
  }, { verbs: ['MODE', 'RETR'] }),

  check('representations/spaces-are-the-filler-of-text', 'takes spaces for the filler in TYPE A', ['FTP-REP-R51'], async (tester) => {
    const session = await tester.login();
    const text = Buffer.from(`a${' '.repeat(40)}b${'\0'.repeat(9)}c`, 'latin1');
    const name = await tester.place(session, text);
    await choose(session, 'TYPE A', 'MODE C');
    await expanded(tester, session, name, 32, 'FTP-REP-R51', text);
  }, { verbs: ['MODE', 'RETR'] }),

  check('representations/compressed-strings-are-stored', 'stores regular data, replications and fillers', ['FTP-REP-R50'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE C');
    await requireUpload(tester, session, 'FTP-REP-R50', WIRE, Buffer.from('abcxxxxx\0\0\0d', 'latin1'), HEADS);
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/fillers-of-text-are-spaces', 'stores the fillers of TYPE A as spaces', ['FTP-REP-R51'], async (tester) => {
    const session = await chosen(tester, 'TYPE A', 'MODE C');
    await requireUpload(tester, session, 'FTP-REP-R51', WIRE, Buffer.from('abcxxxxx   d'), FILLER);
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/compressed-strings-byte-by-byte', 'takes strings that come byte by byte', ['FTP-REP-R50'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE C');
    await requireUpload(tester, session, 'FTP-REP-R50', singly(WIRE), Buffer.from('abcxxxxx\0\0\0d', 'latin1'), 'TCP cuts anywhere: between a head and its bytes too.');
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/compressed-records', 'ends the records of STRU R by escapes in MODE C', ['FTP-REP-R52'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, Buffer.from('one\nthree\n'));
    await choose(session, 'TYPE A', 'STRU R', 'MODE C');
    const read = readStrings((await receive(tester, session, `RETR ${name}`)).bytes, 32);
    if (typeof read === 'string') return session.fail('FTP-REP-R52', ['strings of MODE C'], read, HEADS);
    notLiteral(read.data, Buffer.from('one\r\nthree\r\n'));
    const ends = read.codes.filter(({ code }) => (code & 128) !== 0).map(({ at }) => at);
    session.require(read.data.toString('latin1') === 'onethree' && ends.join() === '3,8', 'FTP-REP-R52', 'the records "one" and "three"', `"${read.data.toString('latin1').slice(0, 50)}" with ends after ${ends.join() || 'no'} bytes`, 'Escape 0 128, and the string whose end is the record’s.');
  }, { verbs: ['MODE', 'STRU', 'RETR'] }),

  check('representations/compressed-strings-end-with-eof', 'has an upload in MODE C done at its EOF, the connection being open still', ['FTP-REP-R45'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE C');
    await requireUpload(tester, session, 'FTP-REP-R45', hex('00 40 03 616263'), Buffer.from('abc'), 'The string after the escape 0 64 is the last: wait for nothing else.', { keep: true });
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/compressed-strings-without-eof', 'takes an upload in MODE C without EOF for no whole file', ['FTP-REP-R46'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE C');
    await requireRefusal(tester, session, 'FTP-REP-R46', hex('05 616263'), 'The connection ended inside a string.');
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/compressed-sizes', 'gives by SIZE what RETR sends in MODE C, or nothing', ['FTP-REP-R7'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE C');
    const name = tester.fixtures.need('file');
    const reply = await session.command(`SIZE ${name}`);
    if (reply.code >= 400) return;
    const { bytes } = await receive(tester, session, `RETR ${name}`);
    session.require(Number(reply.lines.at(-1)) === bytes.length, 'FTP-REP-R7', `213 ${bytes.length}, or 550`, describe(reply));
  }, { verbs: ['MODE', 'SIZE'] }),
];
