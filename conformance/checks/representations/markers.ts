import type { DataConnection } from '../../../src/client/data-connection.ts';
import type { Reply } from '../../../src/wire/reply.ts';
import { check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { openData, receive } from '../../transfers.ts';
import { noise } from '../transfer/bodies.ts';
import { requireSame } from '../transfer/same-bytes.ts';
import { requireStored } from '../transfer/stored.ts';
import { choose, chosen } from './choose.ts';
import { dataOf, readBlocks } from './read-blocks.ts';
import { hex, requireUpload, upload } from './upload.ts';

const FORM = 'RFC 1123 §4.1.3.4: 110 MARK ssss = rrrr, ssss as it came, rrrr your own.';

/** The marker `m-1`. */
const MARKER = hex('10 0003 6d2d31');

/** The server's marker in a reply. A server that confirms none ends the check. */
function markerIn(session: Session, reply: Reply | undefined): string {
  if (reply === undefined) throw new Stop('not-implemented', 'the server confirms no restart marker');
  const found = reply.lines.map((line) => /^(?:110[ -])?\s*MARK m-1 = ([!-~]+)\s*$/.exec(line)).find((match) => match !== null) ?? null;
  session.require(found !== null, 'FTP-REP-R60', '110 MARK m-1 = rrrr', describe(reply), FORM);
  return found![1]!;
}

/** Begins an upload with a marker in it, breaks it behind the confirmed marker, and takes it up again. `optional`: in TYPE A, where a server need not restart anything. */
async function resumed(tester: Tester, session: Session, rule: string, before: Buffer, after: Buffer, optional = false): Promise<string> {
  // One that confirms markers shows it at the end of a whole upload at the latest; then the confirmation is waited for as long as the disk takes.
  markerIn(session, (await upload(tester, session, tester.name('.rep'), Buffer.concat([MARKER, hex('40 0001 63')]))).confirmed[0]);
  const name = tester.name('.rep');
  tester.file(`${name}.part`);
  const data = await session.given('data connection', () => openData(tester, session, 'PASV'));
  await session.succeeds(`STOR ${tester.file(name)}`, { 'no data connection': false });
  const connection: DataConnection = await data.connection();
  await connection.send(Buffer.concat([before, MARKER, hex('00 0002 7878')]), { deadline: session.timeout });
  const arrival = await session.control.reply();
  connection.reset();
  const marker = markerIn(session, arrival.kind === 'reply' ? arrival.reply : undefined);
  await session.finalReply();
  const { final } = await upload(tester, session, name, after, { before: `REST ${marker}`, optional });
  session.require(final.code < 300, rule, `226: REST ${marker} and STOR go on at the marker`, describe(final), 'What was stored before a confirmed marker has to be there still.');
  return name;
}

/** Restart markers in MODE B. */
export const markerChecks = [
  check('representations/a-marker-is-confirmed', 'confirms a restart marker with 110 MARK', ['FTP-REP-R60'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    const { confirmed } = await upload(tester, session, tester.name('.rep'), Buffer.concat([hex('00 0002 6162'), MARKER, hex('40 0001 63')]));
    markerIn(session, confirmed[0]);
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/a-marker-is-no-data', 'stores no restart marker in the file', ['FTP-REP-R64'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    await requireUpload(tester, session, 'FTP-REP-R64', Buffer.concat([hex('00 0002 6162'), MARKER, hex('40 0001 63')]), Buffer.from('abc'), 'A block with code 16 is no part of the file.');
  }, { verbs: ['MODE', 'STOR'] }),

  check('representations/an-upload-goes-on-at-its-marker', 'takes an upload up again at a confirmed marker', ['FTP-REP-R61'], async (tester) => {
    const session = await chosen(tester, 'TYPE I', 'MODE B');
    const name = await resumed(tester, session, 'FTP-REP-R61', hex('00 0002 6162'), hex('40 0002 6364'));
    await requireStored(tester, session, 'FTP-REP-R61', name, Buffer.from('abcd'));
  }, { verbs: ['MODE', 'STOR', 'REST'] }),

  check('representations/a-marker-between-cr-and-lf', 'takes a text up again between the CR and the LF of a line', ['FTP-REP-R62'], async (tester) => {
    const session = await chosen(tester, 'TYPE A', 'MODE B');
    const name = await resumed(tester, session, 'FTP-REP-R62', hex('00 0003 61620d'), hex('40 0002 0a63'), true);
    await session.given('MODE S', () => session.succeeds('MODE S'));
    requireSame(session, 'FTP-REP-R62', Buffer.from('ab\r\nc'), (await receive(tester, session, `RETR ${name}`)).bytes, 'The marker has to say that a CR came and is not stored.');
  }, { verbs: ['MODE', 'STOR', 'REST'] }),

  check('representations/a-download-goes-on-at-its-marker', 'sends what lies behind a marker of its own after REST with it', ['FTP-REP-R63', 'FTP-REP-R65'], async (tester) => {
    const body = noise(20_000, 80);
    const session = await tester.login();
    const name = await tester.place(session, body);
    await choose(session, 'MODE B');
    const blocks = readBlocks((await receive(tester, session, `RETR ${name}`)).bytes);
    if (typeof blocks === 'string') return session.fail('FTP-REP-R65', ['whole blocks'], blocks);
    const at = blocks.findLastIndex(({ code }) => (code & 16) !== 0);
    if (at < 0) throw new Stop('not-implemented', 'the server sends no restart markers in a file of 20000 bytes');
    const marker = blocks[at]!.data.toString('latin1');
    session.require(/^[!-~]+$/.test(marker), 'FTP-REP-R63', 'printable characters without a space', blocks[at]!.data.subarray(0, 40).toString('hex'));
    const data = await openData(tester, session, 'PASV');
    await session.command(`REST ${marker}`, { 'names a marker': true });
    await session.succeeds(`RETR ${name}`, { 'no data connection': false });
    const rest = readBlocks((await (await data.connection()).receive({ deadline: session.timeout })).bytes);
    await session.finalReply();
    requireSame(session, 'FTP-REP-R65', dataOf(blocks.slice(at)), typeof rest === 'string' ? Buffer.from(rest) : dataOf(rest), 'Go to the place that the marker stands for.');
  }, { verbs: ['MODE', 'RETR', 'REST'] }),
];
