import { check } from '../../check.ts';
import { securedLogin, securedSession } from '../../protect.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import { receive } from '../../transfers.ts';
import { exchange, inOrder } from '../../exchange.ts';

const RULE = 'FTP-SEC-R40';

/** How the protection of the control connection ends, and what it leaves. */
export const endingChecks = [
  check('security/ccc-ends-tls', 'answers CCC under TLS, and everything after it in clear', [RULE], async (tester) => {
    const session = await securedLogin(tester, false);
    await cleared(session, 'CCC');
    const reply = await exchange(session, 'PWD', RULE);
    session.require(reply.code === 257, RULE, '257 to PWD, in clear, and still logged in', describe(reply));
  }, { verbs: ['CCC'] }),

  check('security/ccc-keeps-prot', 'protects data after CCC as the last PROT said', ['FTP-SEC-R41'], async (tester) => {
    const session = await securedLogin(tester);
    await session.given('CCC', () => cleared(session, 'CCC'));
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    const { bytes } = await receive(tester, session, `RETR ${tester.fixtures.need('file')}`);
    session.require(bytes.equals(tester.fixtures.text), 'FTP-SEC-R41', 'the file over TLS', `${bytes.length} bytes`);
  }, { verbs: ['CCC', 'PROT'] }),

  check('security/no-prot-after-ccc', 'accepts no PROT after CCC', ['FTP-SEC-11'], async (tester) => {
    const session = await securedLogin(tester);
    await session.given('CCC', () => cleared(session, 'CCC'));
    const reply = await exchange(session, 'PROT C', 'FTP-SEC-11');
    session.require(reply.code >= 400, 'FTP-SEC-11', '503 to PROT C', describe(reply), 'RFC 4217 §5: "Not accept any more PBSZ or PROT commands."');
  }, { verbs: ['CCC', 'PROT'] }),

  check('security/refused-ccc-keeps-tls', 'goes on under TLS after CCC was refused', ['FTP-SEC-R43'], async (tester) => {
    const session = await securedSession(tester);
    await session.given('login', () => tester.logIn(session));
    const reply = await exchange(session, 'CCC', 'FTP-SEC-R43');
    if (reply.code < 400) {
      // It was accepted: nothing was refused here. CCC in clear is what a server has to refuse then.
      if (!(await session.control.uncover())) throw new Stop('blocked', 'the connection ended with TLS');
      const again = await exchange(session, 'CCC', 'FTP-SEC-R43');
      session.require(again.code >= 400, 'FTP-SEC-R43', '533 to CCC in clear', describe(again));
    }
    const after = await exchange(session, 'PWD', 'FTP-SEC-R43');
    session.require(after.code === 257, 'FTP-SEC-R43', '257 to PWD', describe(after));
  }, { verbs: ['CCC'] }),

  check('security/rein-ends-tls', 'answers REIN under TLS, and everything after it in clear', [RULE], async (tester) => {
    const session = await securedLogin(tester);
    await cleared(session, 'REIN');
    session.privateData = false;
    const reply = await exchange(session, 'PWD', RULE);
    session.require(reply.code >= 400, RULE, '530 to PWD, in clear: nobody is logged in', describe(reply));
  }, { verbs: ['REIN'] }),

  check('security/quit-ends-with-close-notify', 'ends a protected control connection with close_notify', ['FTP-SEC-R42'], async (tester) => {
    const session = await securedSession(tester);
    const reply = await session.command('QUIT');
    session.require(reply.code === 221, 'FTP-SEC-R42', '221', describe(reply));
    await session.ended('FTP-SEC-R42');
    session.require(session.control.protection?.saidFarewell === true, 'FTP-SEC-R42', 'close_notify, then the end of the connection', 'the end of the connection alone', 'End the TLS connection (SSL_shutdown, unwrap), not the socket beneath it.');
  }, { verbs: ['QUIT'] }),

  check('security/commands-in-pieces', 'takes a command whose bytes come one in each TLS record', ['FTP-SEC-R11'], async (tester) => {
    const session = await securedLogin(tester, false);
    const command = 'SYST\r\n';
    session.announce(['SYST']);
    await session.control.sendInPieces(Buffer.from(command), Array.from(command, () => 1));
    const reply = await session.reply();
    session.require(reply.code === 215, 'FTP-SEC-R11', '215', describe(reply), 'Records are no lines: read until CR LF.');
  }, { verbs: ['SYST'] }),

  check('security/commands-in-one-record', 'answers several commands that come in one TLS record, in order', ['FTP-SEC-R11'], async (tester) => {
    const session = await securedLogin(tester, false);
    session.sendRaw(Buffer.from('SYST\r\nPWD\r\nNOOP\r\n'), []);
    await inOrder(session, [215, 257, 200], 'FTP-SEC-R11', 'Records are no lines: go on with what is left in the buffer.');
  }, { verbs: ['SYST', 'PWD', 'NOOP'] }),

  check('security/sessions-side-by-side', 'serves a session in clear and one under TLS at the same time', ['FTP-SEC-R11'], async (tester) => {
    const first = await securedLogin(tester);
    const second = await tester.login();
    const [a, b] = await Promise.all([receive(tester, first, `NLST ${tester.fixtures.need('fullDirectory')}`), receive(tester, second, `NLST ${tester.fixtures.need('fullDirectory')}`)]);
    first.require(a.bytes.equals(b.bytes), 'FTP-SEC-R11', 'the same listing for both', `${a.bytes.length} and ${b.bytes.length} bytes`);
    // What one session asked for may have come to count for all only after its first transfer.
    const again = await receive(tester, second, `NLST ${tester.fixtures.need('fullDirectory')}`);
    second.require(again.bytes.equals(b.bytes), 'FTP-SEC-R11', 'the same listing in clear once more', `${again.bytes.length} bytes`);
  }, { verbs: ['NLST'] }),
] as const;

/** Sends a command that ends TLS, takes its reply under TLS, and ends TLS. */
async function cleared(session: Session, verb: 'CCC' | 'REIN'): Promise<void> {
  session.send(verb);
  const reply = await session.finalReply();
  if (reply.code >= 400) throw new Stop('not-implemented', `${verb} is refused: ${describe(reply)}`);
  session.require(reply.code === 200 || reply.code === 220 || reply.code === 230, RULE, '200 to CCC, 220 to REIN', describe(reply));
  // After REIN the session has done so by itself.
  const alive = await session.uncover();
  session.require(alive, RULE, 'the connection stays open', 'it ended with TLS', 'Shut TLS down and keep the socket.');
}
