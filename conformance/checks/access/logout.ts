import { check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import { openData, receive } from '../../transfers.ts';

/** How a session ends, and what begins after REIN. */
export const logoutChecks = [
  check('access/quit-before-login', 'says goodbye and closes when nobody has logged in', ['FTP-ACC-70', 'FTP-ACC-R8'], async (tester) => {
    const session = await tester.session();
    await session.command('QUIT');
    await session.ended('FTP-ACC-R8');
  }, { verbs: ['QUIT'] }),

  check('access/quit-between-user-and-pass', 'says goodbye and closes when a password is awaited', ['FTP-ACC-70', 'FTP-ACC-R8'], async (tester) => {
    const session = await tester.session();
    await session.given('USER', () => session.command(`USER ${tester.testee.user}`));
    await session.command('QUIT');
    await session.ended('FTP-ACC-R8');
  }, { verbs: ['QUIT'] }),

  check('access/nothing-runs-after-quit', 'executes no command that follows QUIT', ['FTP-ACC-R8'], async (tester) => {
    const session = await tester.login();
    const file = await tester.place(session, Buffer.from('kept'));
    session.sendRaw(Buffer.from(`QUIT\r\nDELE ${file}\r\n`), ['QUIT']);
    await session.reply();
    await session.ended('FTP-ACC-R8');
    const later = await tester.login();
    const reply = await later.command(`RNFR ${file}`);
    later.require(reply.code < 400, 'FTP-ACC-R8', '350: the file is still there', describe(reply), 'Stop reading commands once QUIT is answered.');
  }, { verbs: ['QUIT'] }),

  check('access/quit-lets-a-download-end', 'sends the whole file and its 226 when QUIT comes during a download', ['FTP-ACC-R9', 'FTP-ACC-R8'], async (tester) => {
    const session = await tester.login();
    const large = tester.fixtures.need('large');
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    const data = await session.given('data connection', () => openData(tester, session, 'PASV'));
    await session.given('RETR', () => session.succeeds(`RETR ${large}`, { 'no data connection': false }));
    const connection = await session.given('data connection', () => data.connection());
    session.sendRaw(Buffer.from('QUIT\r\n'), []);
    const { bytes } = await connection.receiveHash({ deadline: session.timeout });
    session.require(bytes === tester.fixtures.largeSize, 'FTP-ACC-R9', `${tester.fixtures.largeSize} bytes`, `${bytes} bytes`, 'Let QUIT wait for the running transfer.');
    await reportsBoth(session);
  }, { verbs: ['QUIT', 'RETR'] }),

  check('access/quit-lets-an-upload-end', 'stores the whole file and says 226 when QUIT comes during an upload', ['FTP-ACC-R9', 'FTP-ACC-R8'], async (tester) => {
    const session = await tester.login();
    const name = tester.file(tester.name('.bin'));
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    const data = await session.given('data connection', () => openData(tester, session, 'PASV'));
    await session.given('STOR', () => session.succeeds(`STOR ${name}`, { 'no data connection': false }));
    const connection = await session.given('data connection', () => data.connection());
    await connection.send(Buffer.from('first '), { deadline: session.timeout });
    session.sendRaw(Buffer.from('QUIT\r\n'), []);
    await connection.send(Buffer.from('second'), { deadline: session.timeout });
    connection.end();
    await reportsBoth(session);
    const later = await tester.login();
    await later.given('TYPE I', () => later.succeeds('TYPE I'));
    const { bytes } = await receive(tester, later, `RETR ${name}`);
    later.require(bytes.toString('latin1') === 'first second', 'FTP-ACC-R9', 'first second', JSON.stringify(bytes.toString('latin1')), 'Let QUIT wait for the running transfer.');
  }, { verbs: ['QUIT', 'STOR'] }),

  check('access/rein-resets-the-type', 'goes back to TYPE A with REIN', ['FTP-ACC-R10'], async (tester) => {
    const session = await tester.login();
    const retrieve = async (): Promise<string> => (await receive(tester, session, `RETR ${tester.fixtures.need('file')}`)).bytes.toString('latin1');
    const ascii = await session.given('RETR in TYPE A', retrieve);
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    await session.reinitialize();
    await session.given('login', () => tester.logIn(session));
    const again = await retrieve();
    session.require(again === ascii, 'FTP-ACC-R10', `${JSON.stringify(ascii)}, as in TYPE A`, JSON.stringify(again));
  }, { verbs: ['REIN'] }),

  check('access/rein-leaves-the-directory', 'begins a login after REIN in the directory of the first', ['FTP-ACC-R10'], async (tester) => {
    const session = await tester.login();
    const place = async (): Promise<string> => describe(await session.succeeds('PWD'));
    const home = await session.given('PWD', place);
    await session.given('CWD', () => session.succeeds(`CWD ${tester.fixtures.need('directory')}`));
    await session.reinitialize();
    await session.given('login', () => tester.logIn(session));
    const now = await place();
    session.require(now === home, 'FTP-ACC-R10', `${home}, as after the first login`, now, 'Forget the working directory too when the session begins anew.');
  }, { verbs: ['REIN', 'CWD'] }),

  check('access/rein-forgets-a-rename', 'forgets a pending RNFR with REIN', ['FTP-ACC-R10'], async (tester) => {
    const session = await tester.login();
    const file = await tester.place(session, Buffer.from('kept'));
    await session.given('RNFR', () => session.succeeds(`RNFR ${file}`));
    // Some servers take nothing but RNTO after RNFR: that is another check's affair.
    await session.given('REIN after RNFR', () => session.reinitialize()).catch((error: unknown) => {
      throw error instanceof Stop && error.kind === 'blocked' ? new Stop('not-implemented', error.reason) : error;
    });
    await session.given('login', () => tester.logIn(session));
    await session.command(`RNTO ${tester.file(tester.name('.bin'))}`);
  }, { verbs: ['REIN'] }),
];

/** The result of the transfer and the goodbye, in either order, then the end of the connection. */
async function reportsBoth(session: Session): Promise<void> {
  const seen: string[] = [];
  let arrival = await session.control.reply();
  for (; arrival.kind === 'reply' && seen.length < 5; arrival = await session.control.reply()) seen.push(describe(arrival.reply));
  session.require(seen.some((text) => /^(226|250)/.test(text)), 'FTP-ACC-R9', '226 or 250 beside 221', seen.join(' and ') || 'no reply', 'Let QUIT wait for the running transfer.');
  session.require(arrival.kind === 'ended', 'FTP-ACC-R8', 'the server closes the connection', 'it is still open');
}
