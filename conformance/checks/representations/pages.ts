import { check } from '../../check.ts';
import { receive } from '../../transfers.ts';
import { requireSame } from '../transfer/same-bytes.ts';
import { choose, chosen } from './choose.ts';
import { hex, requireRefusal, requireUpload } from './upload.ts';

const FIELDS = 'Four bytes before each page: header length 4, index, data length, type 1; at the end a page of type 0 without data.';

/** STRU P in TYPE I, where a logical byte has 8 bits. */
export const pageChecks = [
  check('representations/pages-hold-the-file', 'sends a file in pages in STRU P, and a last page', ['FTP-REP-R30', 'FTP-REP-R31'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'STRU P');
    const { bytes } = await receive(tester, session, `RETR ${tester.fixtures.need('file')}`);
    const pages: Buffer[] = [];
    let last: Buffer | null = null;
    for (let at = 0; at < bytes.length && last === null;) {
      const [header = 0, , length = 0, type = 0] = bytes.subarray(at, at + 4);
      session.require(header >= 4 && at + header + length <= bytes.length, 'FTP-REP-R30', 'a header of at least 4 bytes, and its data', `${bytes.subarray(at, at + 8).toString('hex')} at byte ${at}`, FIELDS);
      if (type === 0) last = bytes.subarray(at);
      else if (type !== 2) pages.push(bytes.subarray(at + header, at + header + length));
      at += header + length;
    }
    session.require(last !== null && last.length === 4 && last[0] === 4 && last[2] === 0, 'FTP-REP-R31', 'a last page of type 0 with header length 4 and no data', last?.toString('hex') ?? 'no such page', FIELDS);
    requireSame(session, 'FTP-REP-R30', tester.fixtures.text, Buffer.concat(pages), FIELDS);
  }, { verbs: ['STRU', 'RETR'] }),

  check('representations/pages-come-back', 'gives back in STRU F what came in pages', ['FTP-REP-R32'], async (tester) => {
    const session = await tester.login();
    await choose(session, 'TYPE I', 'STRU P');
    await requireUpload(tester, session, 'FTP-REP-R32', hex('04 00 03 01 616263 04 01 00 00'), Buffer.from('abc'), FIELDS, { refusable: true });
  }, { verbs: ['STRU', 'STOR'] }),

  check('representations/pages-without-a-last', 'takes pages without a last one for no whole file', ['FTP-REP-R31'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'STRU P');
    await requireRefusal(tester, session, 'FTP-REP-R31', hex('04 00 03 01 616263'), FIELDS);
  }, { verbs: ['STRU', 'STOR'] }),
];
