import { check } from '../../check.ts';
import { describe } from '../../session.ts';
import { deliver, receive } from '../../transfers.ts';
import { EVERY_BYTE, LINE_ENDS, noise } from './bodies.ts';
import { requireSame } from './same-bytes.ts';
import { requireStored } from './stored.ts';

const REQUIRED = ['TYPE A', 'TYPE A N', 'TYPE I', 'TYPE L 8', 'STRU F', 'MODE S'];
const BINARY = 'Open files and sockets in binary mode: in TYPE I no byte is changed, CR and LF included.';

/** TYPE I, and what the parameters are worth. */
export const representationChecks = [
  check('transfer/accepts-the-required-parameters', 'accepts TYPE A, A N, I and L 8, STRU F and MODE S', ['FTP-XFR-R1'], async (tester) => {
    const session = await tester.login();
    for (const line of REQUIRED) {
      session.send(line);
      const reply = await session.reply();
      session.require(reply.code < 300, 'FTP-XFR-R1', `200 to ${line}`, describe(reply));
    }
  }, { verbs: ['TYPE', 'STRU', 'MODE'] }),

  check('transfer/image-keeps-every-byte', 'gives back every byte value that was stored in TYPE I', ['FTP-XFR-R3'], async (tester) => {
    const session = await tester.login();
    const name = tester.file(tester.name('.bin'));
    await session.succeeds('TYPE I');
    await deliver(tester, session, `STOR ${name}`, EVERY_BYTE);
    requireSame(session, 'FTP-XFR-R3', EVERY_BYTE, (await receive(tester, session, `RETR ${name}`)).bytes, BINARY);
  }, { verbs: ['TYPE', 'STOR', 'RETR'] }),

  check('transfer/image-stores-line-ends-as-they-are', 'stores CR, LF and NUL in TYPE I as they came', ['FTP-XFR-R3'], async (tester) => {
    const session = await tester.login();
    const name = tester.file(tester.name('.bin'));
    await session.succeeds('TYPE I');
    await deliver(tester, session, `STOR ${name}`, LINE_ENDS);
    await requireStored(tester, session, 'FTP-XFR-R3', name, LINE_ENDS, BINARY);
  }, { verbs: ['TYPE', 'STOR'] }),

  check('transfer/image-sends-line-ends-as-they-are', 'sends CR, LF and NUL in TYPE I as they are', ['FTP-XFR-R3'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, LINE_ENDS);
    await session.succeeds('TYPE I');
    requireSame(session, 'FTP-XFR-R3', LINE_ENDS, (await receive(tester, session, `RETR ${name}`)).bytes, BINARY);
  }, { verbs: ['TYPE', 'RETR'] }),

  check('transfer/local-bytes-are-image', 'transfers in TYPE L 8 as in TYPE I', ['FTP-XFR-R3', 'FTP-XFR-R1'], async (tester) => {
    const session = await tester.login();
    const name = tester.file(tester.name('.bin'));
    await session.succeeds('TYPE L 8');
    await deliver(tester, session, `STOR ${name}`, LINE_ENDS);
    requireSame(session, 'FTP-XFR-R3', LINE_ENDS, (await receive(tester, session, `RETR ${name}`)).bytes);
    await requireStored(tester, session, 'FTP-XFR-R3', name, LINE_ENDS);
  }, { verbs: ['TYPE'] }),

  check('transfer/image-after-ascii', 'transfers in TYPE I again after TYPE A', ['FTP-XFR-R3'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, LINE_ENDS);
    await session.succeeds('TYPE A');
    await session.succeeds('TYPE I');
    requireSame(session, 'FTP-XFR-R3', LINE_ENDS, (await receive(tester, session, `RETR ${name}`)).bytes);
  }, { verbs: ['TYPE'] }),

  check('transfer/image-holds-for-later-transfers', 'stays in TYPE I from transfer to transfer', ['FTP-XFR-R3'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, LINE_ENDS);
    await session.succeeds('TYPE I');
    for (let time = 0; time < 3; time += 1) requireSame(session, 'FTP-XFR-R3', LINE_ENDS, (await receive(tester, session, `RETR ${name}`)).bytes);
  }, { verbs: ['TYPE'] }),

  check('transfer/refused-type-leaves-image', 'stays in TYPE I when another TYPE is refused', ['FTP-XFR-R2'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, LINE_ENDS);
    await session.succeeds('TYPE I');
    await session.given('a refused TYPE', () => session.command('TYPE X'));
    requireSame(session, 'FTP-XFR-R2', LINE_ENDS, (await receive(tester, session, `RETR ${name}`)).bytes, 'Set the type after the argument is known to be good.');
  }, { verbs: ['TYPE'] }),

  check('transfer/refused-structure-leaves-file', 'transfers as before when STRU and MODE are refused', ['FTP-XFR-R2'], async (tester) => {
    const session = await tester.login();
    const body = Buffer.concat([LINE_ENDS, noise(1000)]);
    const name = await tester.place(session, body);
    await session.given('a refused STRU and MODE', async () => { await session.command('STRU X'); await session.command('MODE X'); });
    requireSame(session, 'FTP-XFR-R2', body, (await receive(tester, session, `RETR ${name}`)).bytes);
  }, { verbs: ['STRU', 'MODE'] }),
];
