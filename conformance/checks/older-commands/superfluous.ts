import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { deliver, receive } from '../../transfers.ts';
import { noise } from '../transfer/bodies.ts';
import { requireSame } from '../transfer/same-bytes.ts';
import { requireStored } from '../transfer/stored.ts';

const BODY = noise(2000, 23);

/** ACCT, SMNT and ALLO: what most servers need not do, and may not spoil. */
export const superfluousChecks: readonly Check[] = [
  check('older-commands/smnt-leaves-the-session', 'stays logged in and in TYPE I after SMNT', ['FTP-OLD-R15'], async (tester) => {
    await leavesAll(tester, 'FTP-OLD-R15', async (session) => {
      if ((await session.command('SMNT /')).code >= 400) throw new Stop('not-implemented', 'SMNT is refused');
    });
  }, { verbs: ['SMNT'] }),

  check('older-commands/acct-leaves-the-session', 'stays logged in and in TYPE I after ACCT', ['FTP-OLD-R16'], async (tester) => {
    await leavesAll(tester, 'FTP-OLD-R16', async (session) => { await session.command(`ACCT ${tester.testee.account ?? 'account'}`); });
  }, { verbs: ['ACCT'] }),

  check('older-commands/allo-with-a-record-size', 'takes R and a record size in ALLO', ['FTP-OLD-R17'], async (tester) => {
    const session = await tester.login();
    await session.given('ALLO', () => session.succeeds('ALLO 100'));
    const reply = await session.command('ALLO 100 R 10', { 'argument malformed': false });
    session.require(reply.code < 300, 'FTP-OLD-R17', '202 or 200', describe(reply), 'A server that needs no sizes treats ALLO as NOOP, whatever they are.');
  }, { verbs: ['ALLO'] }),

  check('older-commands/allo-with-r-and-nothing', 'refuses ALLO with R and no number behind it', ['FTP-OLD-R18'], async (tester) => {
    const session = await tester.login();
    await session.given('ALLO', () => session.succeeds('ALLO 100'));
    // Where ALLO is a NOOP its argument is nobody's affair (RFC 959 §4.1.3).
    if ((await session.command('ALLO much', { 'argument malformed': true })).code < 400) throw new Stop('not-implemented', 'ALLO does not look at its argument');
    const reply = await session.command('ALLO 100 R', { 'argument malformed': true });
    session.require(reply.code >= 400, 'FTP-OLD-R18', '501', describe(reply));
  }, { verbs: ['ALLO'] }),

  check('older-commands/allo-before-an-upload', 'stores a file whole whose size ALLO has named', ['FTP-OLD-R19'], async (tester) => {
    const session = await tester.login();
    const name = tester.file(tester.name('.bin'));
    await session.succeeds('TYPE I');
    await session.succeeds(`ALLO ${BODY.length}`);
    await deliver(tester, session, `STOR ${name}`, BODY);
    await requireStored(tester, session, 'FTP-OLD-R19', name, BODY);
  }, { verbs: ['ALLO', 'STOR'] }),
];

/** Login and type are as they were: a file of two line ends comes byte for byte. */
async function leavesAll(tester: Tester, rule: string, steps: (session: Session) => Promise<void>): Promise<void> {
  const session = await tester.login();
  const body = Buffer.from('one\ntwo\r\n');
  const name = await tester.place(session, body);
  await steps(session);
  const reply = await session.command('PWD');
  session.require(reply.code === 257, rule, '257: still logged in', describe(reply));
  requireSame(session, rule, body, (await receive(tester, session, `RETR ${name}`)).bytes);
}
