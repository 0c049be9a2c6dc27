import { deflateSync, inflateSync } from 'node:zlib';
import { check } from '../../check.ts';
import { describe } from '../../session.ts';
import { Stop } from '../../stop.ts';
import { receive } from '../../transfers.ts';
import { featuresOf } from '../information/feature-lines.ts';
import { noise } from '../transfer/bodies.ts';
import { requireSame } from '../transfer/same-bytes.ts';
import { chosen } from './choose.ts';
import { requireRefusal, requireUpload, upload } from './upload.ts';

const ZLIB = 'zlib.deflate and zlib.inflate: the zlib format with its header, neither raw deflate nor gzip.';
const BODY = Buffer.concat([noise(3000, 81), Buffer.alloc(5000, 'text '), noise(100, 82)]);

function inflated(bytes: Buffer): Buffer | string {
  try {
    return inflateSync(bytes);
  } catch (error) {
    return (error as Error).message;
  }
}

/** MODE Z. */
export const deflatedChecks = [
  check('representations/deflated-download', 'sends a file in the zlib format in MODE Z', ['FTP-REP-R70'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE Z');
    const { bytes } = await receive(tester, session, `RETR ${tester.fixtures.need('file')}`);
    const file = inflated(bytes);
    if (typeof file === 'string') return session.fail('FTP-REP-R70', ['data in the zlib format'], `${file}: ${bytes.subarray(0, 8).toString('hex')}…`, ZLIB);
    requireSame(session, 'FTP-REP-R70', tester.fixtures.text, file, ZLIB);
  }, { verbs: ['MODE', 'RETR'] }),

  check('representations/deflated-upload', 'stores what comes in the zlib format in MODE Z', ['FTP-REP-R70'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE Z');
    await requireUpload(tester, session, 'FTP-REP-R70', deflateSync(BODY, { level: 9 }), BODY, ZLIB);
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/deflated-text-comes-back', 'gives back in MODE Z the text that was stored in MODE Z', ['FTP-REP-R2'], async (tester) => {
    const session = await chosen(tester, 'TYPE A', 'MODE Z');
    const name = tester.name('.txt');
    const text = Buffer.from('one\r\n\r\ntwo\r\n');
    const { final } = await upload(tester, session, name, deflateSync(text));
    session.require(final.code < 300, 'FTP-REP-R2', '226', describe(final), ZLIB);
    const file = inflated((await receive(tester, session, `RETR ${name}`)).bytes);
    requireSame(session, 'FTP-REP-R2', text, typeof file === 'string' ? Buffer.from(file) : file, 'First the line ends, then the deflating; back the other way round.');
  }, { verbs: ['MODE', 'STOR', 'RETR'] }),

  check('representations/deflated-listing', 'sends listings in the zlib format in MODE Z', ['FTP-REP-R5'], async (tester) => {
    const session = await chosen(tester, 'MODE Z');
    const text = inflated((await receive(tester, session, `NLST ${tester.fixtures.need('fullDirectory')}`)).bytes);
    session.require(String(text).endsWith('inside.txt\r\n'), 'FTP-REP-R5', 'a line that names inside.txt', JSON.stringify(String(text)).slice(0, 100), ZLIB);
  }, { verbs: ['MODE', 'NLST'] }),

  check('representations/deflation-is-listed', 'lists MODE Z in FEAT when it works', ['FTP-REP-R71'], async (tester) => {
    const session = await chosen(tester, 'MODE Z');
    const modes = (await featuresOf(session)).get('MODE');
    session.require(modes !== undefined && modes.toUpperCase().split(' ')[0] === 'Z', 'FTP-REP-R71', 'a line MODE Z in FEAT', `MODE ${modes ?? 'is not listed'}`, 'Clients ask for MODE Z only where FEAT lists it.');
  }, { verbs: ['MODE', 'FEAT'] }),

  check('representations/listed-deflation-is-accepted', 'accepts MODE Z when FEAT lists it', ['FTP-REP-R72'], async (tester) => {
    const session = await tester.login();
    if ((await featuresOf(session)).get('MODE')?.toUpperCase().split(' ')[0] !== 'Z') throw new Stop('not-implemented', 'FEAT does not list MODE Z');
    const reply = await session.command('MODE Z');
    session.require(reply.code < 400, 'FTP-REP-R72', '200 to MODE Z', describe(reply), 'FEAT lists what works, no more.');
  }, { verbs: ['MODE', 'FEAT'] }),

  check('representations/cut-deflated-upload', 'takes deflated data that end early for no whole file', ['FTP-REP-R73'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE Z');
    await requireRefusal(tester, session, 'FTP-REP-R73', deflateSync(BODY).subarray(0, 1000), 'The end of the connection is the end of the file only when zlib says so too.');
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/what-nobody-deflated', 'stores nothing in MODE Z that nobody deflated', ['FTP-REP-R73'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE Z');
    await requireRefusal(tester, session, 'FTP-REP-R73', Buffer.from('this is plain text'), 'An error of zlib ends the transfer with 451.');
  }, { verbs: ['MODE', 'STOR'] }),
];
