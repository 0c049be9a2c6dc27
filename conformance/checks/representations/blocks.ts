import { check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { receive } from '../../transfers.ts';
import { noise } from '../transfer/bodies.ts';
import { requireSame } from '../transfer/same-bytes.ts';
import { choose, chosen } from './choose.ts';
import { notLiteral } from './literal-records.ts';
import { dataOf, readBlocks, type Block } from './read-blocks.ts';

const HEADER = 'Before each block: one byte of codes, two bytes of count, the higher one first; code 64 with the last.';

/** What comes in MODE B, as blocks. */
async function blocksOf(tester: Tester, session: Session, line: string, rule = 'FTP-REP-R40'): Promise<readonly Block[]> {
  const blocks = readBlocks((await receive(tester, session, line)).bytes);
  return typeof blocks === 'string' ? session.fail(rule, ['whole blocks'], blocks, HEADER) : blocks;
}

/** Downloads and listings in MODE B, and what other modes leave alone. */
export const blockChecks = [
  check('representations/blocks-hold-the-file', 'sends a file in blocks in MODE B', ['FTP-REP-R40'], async (tester) => {
    const body = noise(5000, 77);
    const session = await tester.login();
    const name = await tester.place(session, body);
    await choose(session, 'MODE B');
    requireSame(session, 'FTP-REP-R40', body, dataOf(await blocksOf(tester, session, `RETR ${name}`)), HEADER);
  }, { verbs: ['MODE', 'RETR'] }),

  check('representations/the-last-block-says-so', 'has EOF with the last block and with no other', ['FTP-REP-R40'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    const codes = (await blocksOf(tester, session, `RETR ${tester.fixtures.need('file')}`)).map(({ code }) => code);
    session.require(codes.findIndex((code) => (code & 64) !== 0) === codes.length - 1 && codes.length > 0, 'FTP-REP-R40', 'code 64 in the last block alone', `blocks with the codes ${codes.join(', ') || '–'}`, HEADER);
  }, { verbs: ['MODE', 'RETR'] }),

  check('representations/records-in-blocks', 'ends the records of STRU R with code 128 in MODE B', ['FTP-REP-R42'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, Buffer.from('one\ntwo\n'));
    await choose(session, 'TYPE A', 'STRU R', 'MODE B');
    const records: string[] = [];
    let record = '';
    const blocks = await blocksOf(tester, session, `RETR ${name}`);
    notLiteral(dataOf(blocks), Buffer.from('one\r\ntwo\r\n'));
    for (const { code, data } of blocks) {
      if (code & 16) continue;
      record += data.toString('latin1');
      if (code & 128) records.push(record);
      if (code & 128) record = '';
    }
    session.require(record === '' && records.join('|') === 'one|two', 'FTP-REP-R42', 'the records "one" and "two"', JSON.stringify([...records, ...(record === '' ? [] : [record])]).slice(0, 200), 'Code 128 with the last block of a record.');
  }, { verbs: ['MODE', 'STRU', 'RETR'] }),

  check('representations/listings-cross-in-blocks', 'sends listings in blocks in MODE B', ['FTP-REP-R5'], async (tester) => {
    const session = await chosen(tester, 'MODE B');
    const text = dataOf(await blocksOf(tester, session, `NLST ${tester.fixtures.need('fullDirectory')}`, 'FTP-REP-R5')).toString('latin1');
    session.require(text.endsWith('inside.txt\r\n'), 'FTP-REP-R5', 'a line that names inside.txt', JSON.stringify(text).slice(0, 100));
  }, { verbs: ['MODE', 'NLST'] }),

  check('representations/mlsd-crosses-as-it-is', 'sends MLSD as in MODE S and STRU F, whatever was chosen', ['FTP-REP-R6'], async (tester) => {
    const session = await chosen(tester, 'MODE B');
    const { bytes } = await receive(tester, session, `MLSD ${tester.fixtures.need('fullDirectory')}`);
    session.require(/^[A-Za-z][^\r\n]*inside\.txt\r\n/m.test(bytes.toString('latin1')) && typeof readBlocks(bytes) === 'string', 'FTP-REP-R6', 'lines of facts', bytes.subarray(0, 20).toString('hex'), 'RFC 3659 §7.2: TYPE L 8, MODE S, STRU F for this connection.');
  }, { verbs: ['MODE', 'MLSD'] }),

  check('representations/blocks-hold-until-changed', 'sends the second file in blocks too', ['FTP-REP-R3'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    for (let time = 0; time < 2; time += 1) requireSame(session, 'FTP-REP-R3', tester.fixtures.text, dataOf(await blocksOf(tester, session, `RETR ${tester.fixtures.need('file')}`, 'FTP-REP-R3')));
  }, { verbs: ['MODE'] }),

  check('representations/stream-after-blocks', 'sends a file as it is after MODE S and STRU F', ['FTP-REP-R4'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B', 'MODE S', 'STRU F');
    requireSame(session, 'FTP-REP-R4', tester.fixtures.text, (await receive(tester, session, `RETR ${tester.fixtures.need('file')}`)).bytes);
  }, { verbs: ['MODE', 'STRU'] }),

  check('representations/size-of-blocks', 'gives by SIZE what RETR sends in MODE B, or nothing', ['FTP-REP-R7'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    const name = tester.fixtures.need('file');
    const reply = await session.command(`SIZE ${name}`);
    if (reply.code >= 400) return;
    const { bytes } = await receive(tester, session, `RETR ${name}`);
    session.require(Number(reply.lines.at(-1)) === bytes.length, 'FTP-REP-R7', `213 ${bytes.length}, or 550`, describe(reply), 'RFC 3659 §4: SIZE depends on TYPE, STRU and MODE. Refuse it where you cannot tell.');
  }, { verbs: ['MODE', 'SIZE'] }),
];
