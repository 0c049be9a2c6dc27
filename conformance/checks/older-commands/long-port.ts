import { formatLongAddress } from '../../../src/wire/long-address.ts';
import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { openData, receive } from '../../transfers.ts';
import { requireSame } from '../transfer/same-bytes.ts';
import { filesOver } from '../transfer/ways.ts';

const WRONG = [
  ['a-number-beyond-255', 'a number beyond 255', '4,4,127,0,0,1,2,19,256'],
  ['a-negative-number', 'a negative number', '4,4,127,0,0,1,2,19,-1'],
  ['a-missing-number', 'a number missing', '4,4,127,0,0,1,2,19'],
  ['a-number-too-many', 'a number too many', '4,4,127,0,0,1,2,19,136,1'],
  ['another-host-length', 'the length of an IPv6 address before an IPv4 address', '4,16,127,0,0,1,2,19,136'],
  ['another-port-length', 'a port of four numbers where there are two', '4,4,127,0,0,1,4,19,136'],
  ['no-numbers', 'commas alone', ',,,,,,,,'],
] as const;

/** LPRT: where the server connects to, and what is no address. */
export const longPortChecks: readonly Check[] = [
  check('transfer/lprt-when-any-address', 'takes the address of the client in LPRT when it knows long addresses', ['FTP-OLD-5'], async (tester) => {
    const session = await tester.login();
    await named(tester, session);
  }, { verbs: ['LPRT'] }),

  ...filesOver('older-commands', 'LPRT', { download: ['FTP-OLD-R3', 'FTP-OLD-5'], sent: 'FTP-OLD-R3', upload: ['FTP-OLD-R3', 'FTP-OLD-5'], stored: 'FTP-OLD-R3' }),

  check('older-commands/lprt-replaces-pasv', 'connects to the address of LPRT when PASV came before it', ['FTP-OLD-R6'], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    await session.succeeds('TYPE I');
    await openData(tester, session, 'PASV');
    requireSame(session, 'FTP-OLD-R6', tester.fixtures.text, (await receive(tester, session, `RETR ${file}`, 'LPRT')).bytes);
  }, { verbs: ['LPRT', 'PASV'] }),

  check('older-commands/pasv-replaces-lprt', 'listens after PASV when LPRT came before it', ['FTP-OLD-R6'], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    await session.succeeds('TYPE I');
    await openData(tester, session, 'LPRT');
    requireSame(session, 'FTP-OLD-R6', tester.fixtures.text, (await receive(tester, session, `RETR ${file}`, 'PASV')).bytes);
  }, { verbs: ['LPRT', 'PASV'] }),

  ...WRONG.map(([id, title, argument]) => check(`older-commands/lprt-with-${id}`, `refuses LPRT with ${title}`, ['FTP-OLD-R5', 'FTP-OLD-2'], async (tester) => {
    const session = await tester.login();
    await session.given('LPRT', () => named(tester, session));
    const reply = await session.command(`LPRT ${argument}`, { 'argument malformed': true });
    session.require(reply.code >= 400, 'FTP-OLD-R5', '501', describe(reply), 'Count the numbers: there are as many as the two lengths say, each from 0 to 255.');
  }, { verbs: ['LPRT'] })),

  check('older-commands/521-lists-the-families', 'lists in 521 the families that it has', ['FTP-OLD-R4'], async (tester) => {
    const session = await tester.login();
    await session.given('LPRT', () => named(tester, session));
    const reply = await session.command('LPRT 9,4,127,0,0,1,2,19,136', { 'protocol not offered': true });
    if (reply.code === 521) session.require(/\(\s*\w+(\s*,\s*\w+)*\s*\)/.test(reply.lines.join(' ')), 'FTP-OLD-R4', '521 text (4,6)', describe(reply));
  }, { verbs: ['LPRT'] }),

  check('older-commands/lprt-to-a-low-port', 'makes no data connection to a port below 1024 that LPRT names', ['FTP-OLD-4'], async (tester) => {
    const session = await tester.login();
    await session.given('LPRT', () => named(tester, session));
    const reply = await session.command(`LPRT ${formatLongAddress(own(session), 25)}`, { 'address refused': true });
    session.require(reply.code >= 400, 'FTP-OLD-4', '504 or another refusal', describe(reply), 'What PORT is refused LPRT is refused as well: otherwise the server can be made to speak to other services.');
  }, { verbs: ['LPRT'] }),

  check('older-commands/lprt-of-any-length', 'answers an endless LPRT once', ['FTP-OLD-R7'], async (tester) => {
    const session = await tester.login();
    await session.given('LPRT', () => named(tester, session));
    for (const argument of [`4,4,${'1,'.repeat(400)}1`, `4,${'9'.repeat(600)}`, '255,255,255,255']) await session.command(`LPRT ${argument}`);
    await session.succeeds('PWD');
  }, { verbs: ['LPRT'] }),
];

function own(session: Session): string { return session.control.localAddress.replace(/^::ffff:/i, ''); }

/** LPRT with the address of a listener: what no server that has the command may refuse. */
async function named(tester: Tester, session: Session): Promise<void> {
  const listener = await tester.listen(session);
  await session.succeeds(`LPRT ${formatLongAddress(own(session), listener.port)}`);
}
