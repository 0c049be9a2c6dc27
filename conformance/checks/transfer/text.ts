import { untilRead } from '../../../src/client/has-read.ts';
import { check } from '../../check.ts';
import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { deliver, receive } from '../../transfers.ts';
import { beginUpload } from './begin-upload.ts';
import { lines } from './bodies.ts';
import { requireSame } from './same-bytes.ts';
import { stored } from './stored.ts';

const LOCAL = Buffer.from('one\ntwo\n\nfour\n');
const WIRE = Buffer.from('one\r\ntwo\r\n\r\nfour\r\n');
/** More than any buffer that a server is likely to have, so that line ends fall on its borders. */
const LONG = 200_000;

/** TYPE A: on the wire lines end in CR LF, whatever they end in at home. */
export const textChecks = [
  check('transfer/ascii-download-has-crlf', 'sends the lines of a Unix text with CR LF in TYPE A', ['FTP-XFR-R4'], async (tester) => {
    const session = await tester.login();
    await onUnix(tester, session);
    const name = await tester.place(session, LOCAL, tester.name('.txt'));
    await session.succeeds('TYPE A');
    requireSame(session, 'FTP-XFR-R4', WIRE, (await receive(tester, session, `RETR ${name}`)).bytes, 'In TYPE A put a CR before each LF of the file as you send it.');
  }, { verbs: ['TYPE', 'RETR'] }),

  check('transfer/ascii-is-the-first-type', 'transfers in TYPE A before any TYPE', ['FTP-XFR-R6'], async (tester) => {
    const placing = await tester.login();
    await onUnix(tester, placing);
    const name = await tester.place(placing, LOCAL, tester.name('.txt'));
    const session = await tester.login();
    requireSame(session, 'FTP-XFR-R6', WIRE, (await receive(tester, session, `RETR ${name}`)).bytes, 'A session begins in TYPE A, not in TYPE I.');
  }, { verbs: ['TYPE'] }),

  check('transfer/ascii-upload-is-stored-as-lines', 'stores a text that came in TYPE A with Unix line ends', ['FTP-XFR-R40'], async (tester) => {
    const session = await tester.login();
    await onUnix(tester, session);
    const name = tester.file(tester.name('.txt'));
    await session.succeeds('TYPE A');
    await deliver(tester, session, `STOR ${name}`, WIRE);
    requireSame(session, 'FTP-XFR-R40', LOCAL, await stored(tester, name), 'In TYPE A store LF for each CR LF that arrives.');
  }, { verbs: ['TYPE', 'STOR'] }),

  check('transfer/ascii-text-comes-back', 'gives back in TYPE A the lines that were stored in TYPE A', ['FTP-XFR-R5', 'FTP-XFR-R4'], async (tester) => {
    const session = await tester.login();
    const name = tester.file(tester.name('.txt'));
    await session.succeeds('TYPE A');
    await deliver(tester, session, `STOR ${name}`, WIRE);
    requireSame(session, 'FTP-XFR-R5', WIRE, (await receive(tester, session, `RETR ${name}`)).bytes);
  }, { verbs: ['TYPE', 'STOR', 'RETR'] }),

  check('transfer/ascii-long-text-comes-back', 'gives back a text whose line ends fall on the borders of buffers', ['FTP-XFR-R5'], async (tester) => {
    const session = await tester.login();
    const text = lines(LONG, '\r\n');
    const name = tester.file(tester.name('.txt'));
    await session.succeeds('TYPE A');
    await deliver(tester, session, `STOR ${name}`, text);
    requireSame(session, 'FTP-XFR-R5', text, (await receive(tester, session, `RETR ${name}`)).bytes, 'Remember over the border of a buffer whether its last byte was CR.');
  }, { verbs: ['TYPE', 'STOR', 'RETR'] }),

  check('transfer/ascii-crlf-in-two-segments', 'takes CR and LF in two segments for one line end', ['FTP-XFR-R5'], async (tester) => {
    const session = await tester.login();
    const name = tester.file(tester.name('.txt'));
    await session.succeeds('TYPE A');
    const data = await session.given('an upload', () => beginUpload(tester, session, name));
    for (const part of ['one\r', '\ntwo\r', '\n\r', '\nfour\r', '\n']) {
      await data.send(Buffer.from(part), { deadline: session.timeout });
      // A turn of the loop between two writes: each becomes a segment of its own, and the first a read of its own, where that can be seen.
      await new Promise(setImmediate);
      if (part === 'one\r') await untilRead(data);
    }
    data.end();
    await session.finalReply();
    requireSame(session, 'FTP-XFR-R5', WIRE, (await receive(tester, session, `RETR ${name}`)).bytes, 'Hold back a CR at the end of a buffer until the next byte is known.');
    const kept = tester.disk(name);
    if (kept === undefined || kept === null) return;
    session.require(kept.equals(LOCAL) || kept.equals(WIRE), 'FTP-XFR-R5', 'all line ends stored alike', JSON.stringify(kept.toString('latin1')), 'Hold back a CR at the end of a buffer until the next byte is known.');
  }, { verbs: ['TYPE', 'STOR'] }),

  check('transfer/refused-type-leaves-ascii', 'stays in TYPE A when another TYPE is refused', ['FTP-XFR-R2'], async (tester) => {
    const session = await tester.login();
    await onUnix(tester, session);
    const name = await tester.place(session, LOCAL, tester.name('.txt'));
    await session.succeeds('TYPE A');
    await session.given('a refused TYPE', () => session.command('TYPE X'));
    requireSame(session, 'FTP-XFR-R2', WIRE, (await receive(tester, session, `RETR ${name}`)).bytes);
  }, { verbs: ['TYPE'] }),

  check('transfer/ascii-takes-other-line-ends', 'takes a lone CR or LF in TYPE A without losing the letters around it', ['FTP-XFR-R5', 'FTP-XFR-R21'], async (tester) => {
    const session = await tester.login();
    const name = tester.file(tester.name('.txt'));
    await session.succeeds('TYPE A');
    await deliver(tester, session, `STOR ${name}`, Buffer.from('a\nb\rc\r\rd\n\ne\r\n\r'));
    const { bytes } = await receive(tester, session, `RETR ${name}`);
    // What becomes of the odd line ends themselves no document says.
    const letters = bytes.toString('latin1').replace(/[\r\n\0]/g, '');
    session.require(letters === 'abcde', 'FTP-XFR-R5', 'the letters abcde', letters);
  }, { verbs: ['TYPE', 'STOR'] }),
];

/** Only of a Unix system we know what a text is at home. */
async function onUnix(tester: Tester, session: Session): Promise<void> {
  if (tester.testee.root !== null && process.platform !== 'win32') return;
  const reply = await session.given('SYST', () => session.command('SYST'));
  if (!/\bUNIX\b/i.test(reply.lines.join(' '))) throw new Stop('skipped', 'the server does not say that it is a Unix system: how it stores text is not known');
}
