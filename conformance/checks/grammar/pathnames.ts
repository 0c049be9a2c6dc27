import { check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { openData, receive } from '../../transfers.ts';
import { exchange } from '../../exchange.ts';

/** What a pathname may hold. */
export const pathnameChecks = [
  check('grammar/long-pathname', 'tells two names of 200 bytes apart by their last byte', ['FTP-GRA-R5'], async (tester) => {
    const session = await tester.login();
    const stem = tester.name('-').padEnd(199, 'n');
    await tester.place(session, Buffer.from('first'), `${stem}1`);
    await tester.place(session, Buffer.from('second'), `${stem}2`);
    await holds(tester, session, `${stem}1`, 'first', 'FTP-GRA-R5');
  }, { verbs: ['STOR', 'RETR'] }),

  check('grammar/long-path', 'follows a path of three directories and 450 bytes', ['FTP-GRA-R5'], async (tester) => {
    const session = await tester.login();
    const names = ['a', 'b', 'c'].map((letter) => tester.name('-').padEnd(150, letter));
    const paths = names.map((_, at) => names.slice(0, at + 1).join('/'));
    for (const path of paths) {
      const made = await session.succeeds(`MKD ${tester.directory(path)}`);
      session.require(made.code === 257, 'FTP-GRA-R5', '257', describe(made));
    }
    const reply = await session.succeeds(`CWD ${paths[2]!}`);
    session.require(reply.code < 300, 'FTP-GRA-R5', '250', describe(reply));
  }, { verbs: ['MKD', 'CWD'] }),

  check('grammar/spaces-inside-a-pathname', 'keeps the spaces inside a name', ['FTP-GRA-R6'], async (tester) => {
    const session = await tester.login();
    const stem = tester.name();
    await tester.place(session, Buffer.from('short'), stem);
    await tester.place(session, Buffer.from('one space'), `${stem} x`);
    await tester.place(session, Buffer.from('two spaces'), `${stem}  x`);
    await holds(tester, session, stem, 'short', 'FTP-GRA-R6');
    await holds(tester, session, `${stem} x`, 'one space', 'FTP-GRA-R6');
    await holds(tester, session, `${stem}  x`, 'two spaces', 'FTP-GRA-R6');
  }, { verbs: ['STOR', 'RETR'] }),

  check('grammar/space-at-the-end-of-a-pathname', 'keeps a space at the end of a name', ['FTP-FIL-R11'], async (tester) => {
    const session = await tester.login();
    const stem = tester.name();
    await tester.place(session, Buffer.from('without'), stem);
    await tester.place(session, Buffer.from('with'), `${stem} `);
    await holds(tester, session, stem, 'without', 'FTP-FIL-R11');
  }, { verbs: ['STOR', 'RETR'] }),

  check('grammar/bytes-above-127', 'answers names with bytes above 127, UTF-8 or not', ['FTP-FAI-R4', 'FTP-FAI-R1'], async (tester) => {
    const session = await tester.login();
    for (const name of ['\xc3\xa9', '\xe9', '\xc3', '\x80\x81', '\xf0\x9f\x98', '\xff\xff']) {
      const reply = await exchange(session, `CWD ${tester.name('-missing')}${name}`, 'FTP-FAI-R1');
      session.require(reply.code >= 400, 'FTP-FAI-R1', 'a refusal', describe(reply), 'Decode names so that no byte sequence raises an error.');
    }
  }, { verbs: ['CWD'] }),

  // RFC 854 lets a server drop NUL, which names another file; what may not be is that the name ends there.
  check('grammar/nul-does-not-end-a-name', 'does not cut a name at a NUL', ['FTP-XFR-42'], async (tester) => {
    const session = await tester.login();
    const data = await session.given('data connection', () => openData(tester, session, 'PASV'));
    const reply = await session.command(`RETR ${tester.fixtures.need('file')}\0x`, { ...session.nothingAgainst('RETR'), 'no data connection': false });
    await data.close();
    session.require(reply.code >= 400, 'FTP-XFR-42', '501, 500, 550 or 553', describe(reply), 'A C string ends at NUL: refuse such a line.');
  }, { verbs: ['RETR'] }),
];

async function holds(tester: Tester, session: Session, name: string, wanted: string, rule: string): Promise<void> {
  const { bytes } = await receive(tester, session, `RETR ${name}`);
  session.require(bytes.toString('latin1') === wanted, rule, `${JSON.stringify(name)} holds ${JSON.stringify(wanted)}`, JSON.stringify(bytes.toString('latin1').slice(0, 40)), 'The argument is everything after the first space up to CR LF: neither split nor strip it.');
}
