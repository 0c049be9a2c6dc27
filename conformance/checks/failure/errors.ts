import { check } from '../../check.ts';
import { describe } from '../../session.ts';
import { openData, receive } from '../../transfers.ts';
import { exchange, fits } from '../../exchange.ts';
import { saysNotImplemented } from '../../../src/wire/not-implemented.ts';
import { stillWorks } from '../still-works.ts';

/** Milliseconds in which a second reply would come. */
const MOMENT = 100;

/** Commands that fail: one reply each, and nothing else happens. */
export const errorChecks = [
  check('failure/one-reply-to-each-error', 'answers each failing command once', ['FTP-FAI-R1'], async (tester) => {
    const session = await tester.login();
    const missing = tester.name('-missing');
    for (const line of [`CWD ${missing}`, `DELE ${missing}`, `RMD ${missing}`, `RNFR ${missing}`, 'RNTO x', 'RETR', 'TYPE X', 'MODE X', 'STRU X', 'PORT 1,2,3', 'DELE', 'XYZZY', 'XYZZY x y']) {
      const reply = await exchange(session, line, 'FTP-FAI-R1');
      // Some servers look for the file of RNFR at RNTO only; whether a parameter may be accepted is another check's affair.
      session.require(reply.code >= 400 || (reply.code === 350 && line.startsWith('RNFR')) || (reply.code < 300 && line.endsWith(' X')), 'FTP-FAI-R1', `one refusal of ${line}`, describe(reply), 'Return after the error reply.');
    }
    const more = await session.control.quiet(MOMENT);
    session.require(more === null, 'FTP-FAI-R1', 'no reply that no command asked for', more === null ? '' : describe(more), 'Return after the error reply.');
  }),

  check('failure/one-reply-to-each-success', 'answers each command that succeeds once', ['FTP-FAI-R1'], async (tester) => {
    const session = await tester.login();
    for (const line of ['NOOP', 'SYST', 'PWD', 'TYPE I', 'TYPE A', 'MODE S', 'STRU F', `CWD ${tester.fixtures.need('directory')}`, 'CDUP', 'HELP', 'STAT', 'PASV']) {
      const reply = await exchange(session, line, 'FTP-FAI-R1');
      // What the server does not have is answered once too.
      session.require(fits(reply, 200) || saysNotImplemented(reply.code), 'FTP-FAI-R1', `one reply to ${line}`, describe(reply));
    }
    const more = await session.control.quiet(MOMENT);
    session.require(more === null, 'FTP-FAI-R1', 'no reply that no command asked for', more === null ? '' : describe(more));
  }),

  check('failure/one-reply-to-a-refused-transfer', 'answers a transfer of a missing file once, data connection or not', ['FTP-FAI-R1'], async (tester) => {
    const session = await tester.login();
    const data = await session.given('data connection', () => openData(tester, session, 'PASV'));
    await session.command(`RETR ${tester.name('-missing')}`, { ...session.nothingAgainst('RETR'), 'file missing': true, 'no data connection': false });
    await data.close();
    await session.succeeds('PWD');
    const more = await session.control.quiet(MOMENT);
    session.require(more === null, 'FTP-FAI-R1', 'one refusal', more === null ? '' : describe(more), 'Return after the error reply: 226 belongs to a transfer that began.');
  }, { verbs: ['RETR'] }),

  check('failure/unknown-verb-keeps-the-directory', 'stays in its directory after a verb it does not know', ['FTP-FAI-R8'], async (tester) => {
    const session = await tester.login();
    await session.given('CWD', () => session.succeeds(`CWD ${tester.fixtures.need('directory')}`));
    await session.command('XYZZY /');
    const reply = await session.succeeds('PWD');
    session.require(reply.lines.join(' ').includes(tester.fixtures.directory), 'FTP-FAI-R8', `the directory ${tester.fixtures.directory}`, describe(reply));
  }),

  check('failure/unknown-verb-keeps-type-and-port', 'keeps TYPE and the passive port over a verb it does not know', ['FTP-FAI-R8'], async (tester) => {
    const session = await tester.login();
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    const data = await session.given('data connection', () => openData(tester, session, 'PASV'));
    await session.command('XYZZY');
    await session.succeeds(`RETR ${tester.fixtures.need('file')}`, { 'no data connection': false });
    const { bytes } = await (await data.connection()).receive({ deadline: session.timeout });
    session.require(bytes.equals(tester.fixtures.text), 'FTP-FAI-R8', JSON.stringify(tester.fixtures.text.toString()), JSON.stringify(bytes.toString('latin1').slice(0, 40)));
  }),

  check('failure/unknown-verb-keeps-the-login', 'goes on with a login after a verb it does not know', ['FTP-FAI-R8'], async (tester) => {
    const session = await tester.login();
    for (const verb of ['XYZZY', 'RETRX', 'USERX', 'QUITX', 'X']) {
      const reply = await exchange(session, verb, 'FTP-FAI-R8');
      session.require(reply.code >= 500, 'FTP-FAI-R8', `500 or 502 to ${verb}`, describe(reply), 'Compare the whole verb, not its beginning.');
    }
    const reply = await exchange(session, 'PWD', 'FTP-FAI-R8');
    session.require(reply.code === 257, 'FTP-FAI-R8', '257', describe(reply));
  }),

  check('failure/survives-binary-noise', 'serves others after bytes that are no command', ['FTP-FAI-R4'], async (tester) => {
    const session = await tester.session();
    const noise = Buffer.from(Array.from({ length: 1024 }, (_, at) => (at * 89 + 7) % 240));
    session.sendRaw(Buffer.concat([noise, Buffer.from('\r\n')]), []);
    await session.control.reply(MOMENT);
    await stillWorks(tester, 'FTP-FAI-R4');
  }),

  check('failure/survives-another-protocol', 'serves others after a TLS or HTTP client has knocked', ['FTP-FAI-R4'], async (tester) => {
    for (const hello of ['GET / HTTP/1.1\r\nHost: x\r\n\r\n', '\x16\x03\x01\x00\x05\x01\x00\x00\x01\x03\r\n']) {
      const session = await tester.session();
      session.sendRaw(Buffer.from(hello, 'latin1'), []);
      await session.control.reply(MOMENT);
    }
    await stillWorks(tester, 'FTP-FAI-R4');
  }),

  check('failure/format-directives-are-text', 'takes percent signs, quotes and backslashes for ordinary characters', ['FTP-FAI-R4', 'FTP-FAI-R1'], async (tester) => {
    const session = await tester.login();
    for (const name of ['%s%s%s%n', '%1000000d', '"', '\\', "';--", '${x}', '`x`', '*', '{{*}', '~nobody']) {
      const reply = await exchange(session, `CWD ${tester.name('-missing')}${name}`, 'FTP-FAI-R1');
      session.require(reply.code >= 400, 'FTP-FAI-R1', 'one refusal', describe(reply));
    }
    const { bytes } = await receive(tester, await tester.login(), `RETR ${tester.fixtures.need('file')}`);
    session.require(bytes.length > 0, 'FTP-FAI-R4', 'a session that works', 'nothing came');
  }, { verbs: ['CWD'] }),
];
