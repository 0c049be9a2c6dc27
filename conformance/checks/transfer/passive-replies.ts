import { scanPassiveReply } from '../../../src/wire/host-port.ts';
import { check } from '../../check.ts';
import { describe } from '../../session.ts';
import { connectTo, passivePort } from '../../transfers.ts';

const TIMES = 8;

/** What 227 and 229 say, and that it is true when they say it. */
export const passiveReplyChecks = [
  check('transfer/227-has-six-numbers', 'names in 227 a host and a port by six numbers', ['FTP-XFR-R8'], async (tester) => {
    const session = await tester.login();
    const reply = await session.succeeds('PASV', { 'no port to listen on': false });
    const found = scanPassiveReply(reply.lines.join(' '));
    if (found === null) return session.fail('FTP-XFR-R8', ['h1,h2,h3,h4,p1,p2 with numbers from 0 to 255'], describe(reply), 'The port is two numbers: port / 256 and port % 256.');
    session.require(found.port > 0, 'FTP-XFR-R8', 'a port from 1 to 65535', describe(reply));
  }, { verbs: ['PASV'] }),

  check('transfer/227-names-a-host-to-connect-to', 'names in 227 the address at which the client reached it', ['FTP-XFR-R8'], async (tester) => {
    const session = await tester.login();
    const reply = await session.succeeds('PASV', { 'no port to listen on': false });
    const address = scanPassiveReply(reply.lines.join(' '))?.address ?? '';
    const reached = session.control.remoteAddress.replace(/^::ffff:/i, '');
    if (address === reached) return;
    const evidence = { sent: 'PASV', expected: [`the address ${reached.replaceAll('.', ',')}`], actual: describe(reply) };
    const nowhere = /^(0|22[4-9]|23\d|255)\./.test(address) || (address.startsWith('127.') && !reached.startsWith('127.'));
    // Another address may be right where the server stands behind a translation of addresses.
    if (nowhere) session.fail('FTP-XFR-R8', evidence.expected, evidence.actual, 'Name the address of the control connection\'s own socket, not the one that the listener is bound to.');
    // On one machine there is nothing to translate: clients that follow the reply get nowhere.
    tester.ledger.add(reached.startsWith('127.') ? 'warn' : 'tolerated', 'FTP-XFR-R8', evidence);
  }, { verbs: ['PASV'] }),

  check('transfer/229-has-a-port-alone', 'names in 229 the port and nothing else between the delimiters', ['FTP-XFR-R9'], async (tester) => {
    const session = await tester.login();
    const reply = await session.succeeds('EPSV', { 'no port to listen on': false });
    const found = /\(([\x21-\x7e])\1\1(\d{1,5})\1\)/.exec(reply.lines.join(' '));
    session.require(found !== null && Number(found[2]) >= 1 && Number(found[2]) <= 65_535, 'FTP-XFR-R9', '(|||port|)', describe(reply), 'A client of EPSV connects to the host it already talks to: leave protocol and address empty.');
  }, { verbs: ['EPSV'] }),

  ...(['PASV', 'EPSV'] as const).map((way) => check(`transfer/${way.toLowerCase()}-listens-before-it-replies`, `listens already when its reply to ${way} arrives`, ['FTP-XFR-R7'], async (tester) => {
    const session = await tester.login();
    for (let time = 0; time < TIMES; time += 1) (await connectTo(tester, session, await passivePort(tester, session, way), way)).destroy();
  }, { verbs: [way] })),

  check('transfer/passive-at-the-control-address', 'accepts passive connections at the address of the control connection', ['FTP-XFR-R10', 'FTP-XFR-R16'], async (tester) => {
    const session = await tester.login();
    for (const way of ['PASV', 'EPSV'] as const) {
      const data = await connectTo(tester, session, await passivePort(tester, session, way), way);
      session.require(data.remoteAddress === session.control.remoteAddress, 'FTP-XFR-R10', session.control.remoteAddress, data.remoteAddress);
    }
  }, { verbs: ['PASV', 'EPSV'] }),

  check('transfer/epsv-for-a-protocol', 'listens when EPSV names the protocol of the control connection', ['FTP-XFR-24'], async (tester) => {
    const session = await tester.login();
    await session.succeeds(`EPSV ${session.control.remoteAddress.includes(':') && !/^::ffff:/i.test(session.control.remoteAddress) ? 2 : 1}`, { 'no port to listen on': false });
  }, { verbs: ['EPSV'] }),
];
