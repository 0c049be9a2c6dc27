import { DataConnection } from '../../../src/client/data-connection.ts';
import { formatExtendedPort, formatHostPort } from '../../../src/wire/host-port.ts';
import { check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { receive } from '../../transfers.ts';
import { exchange } from '../../exchange.ts';
import { requireSame } from './same-bytes.ts';

const PORTS = [
  ['port-number-beyond-255', 'a number beyond 255', '127,0,0,1,4,256'],
  ['port-host-beyond-255', 'a host number beyond 255', '1270,0,0,1,19,136'],
  ['port-of-five-numbers', 'five numbers', '127,0,0,1,5000'],
  ['port-of-letters', 'letters', 'localhost,5000'],
  ['port-of-negative-numbers', 'a negative number', '127,0,0,1,19,-1'],
  ['port-of-no-numbers', 'commas alone', ',,,,,'],
] as const;
const EXTENDED = [
  ['eprt-port-beyond-65535', 'a port beyond 65535', '|1|127.0.0.1|65536|'],
  ['eprt-without-a-port', 'no port', '|1|127.0.0.1||'],
  ['eprt-port-of-letters', 'a port of letters', '|1|127.0.0.1|ftp|'],
  ['eprt-without-delimiters', 'the form of PORT', '127,0,0,1,19,136'],
] as const;

/** PORT and EPRT: what is an address, and what a server does where nobody listens. */
export const activeChecks = [
  ...PORTS.map(([id, title, argument]) => check(`transfer/${id}`, `refuses PORT with ${title}`, ['FTP-XFR-12'], async (tester) => {
    const session = await tester.login();
    const reply = await session.command(`PORT ${argument}`, { 'argument malformed': true });
    session.require(reply.code >= 400, 'FTP-XFR-12', '501', describe(reply), 'Check that there are six numbers, each from 0 to 255, before you use them.');
    // A server that takes the host for a name may be busy with looking it up, to the harm of other checks.
  }, { verbs: ['PORT'], exclusive: true })),

  ...EXTENDED.map(([id, title, argument]) => check(`transfer/${id}`, `refuses EPRT with ${title}`, ['FTP-XFR-12'], async (tester) => {
    const session = await tester.login();
    const listener = await tester.listen(session);
    await session.succeeds(`EPRT ${formatExtendedPort(session.control.localAddress, listener.port)}`);
    const reply = await session.command(`EPRT ${argument}`, { 'argument malformed': true });
    session.require(reply.code >= 400, 'FTP-XFR-12', '501', describe(reply));
  }, { verbs: ['EPRT'], exclusive: true })),

  check('transfer/522-lists-the-protocols', 'lists in 522 the network protocols that it has', ['FTP-XFR-R50'], async (tester) => {
    const session = await tester.login();
    const plain = formatExtendedPort(session.control.localAddress, 5000);
    const reply = await session.command(`EPRT ${plain.replace(/^\|\d+/, '|9')}`, { 'protocol not offered': true });
    if (reply.code === 522) session.require(/\(\d+(,\d+)*\)/.test(reply.lines.join(' ')), 'FTP-XFR-R50', '522 text (1,2)', describe(reply), 'Clients read the numbers between the parentheses: 1 is IPv4, 2 is IPv6.');
  }, { verbs: ['EPRT'] }),

  check('transfer/eprt-with-another-delimiter', 'takes any printable delimiter in EPRT', ['FTP-XFR-15'], async (tester) => {
    const session = await tester.login();
    const listener = await tester.listen(session);
    const plain = formatExtendedPort(session.control.localAddress, listener.port);
    await session.succeeds(`EPRT ${plain}`);
    const reply = await session.succeeds(`EPRT ${plain.replaceAll('|', '!')}`, { 'argument malformed': false });
    session.require(reply.code < 300, 'FTP-XFR-15', '200', describe(reply), 'RFC 2428 §2: the delimiter is any character from 33 to 126; it is the first character of the argument.');
  }, { verbs: ['EPRT'] }),

  check('transfer/active-connection-refused', 'says that it cannot connect when nobody listens at the address of PORT', ['FTP-XFR-R29', 'FTP-XFR-61'], async (tester) => {
    const { text } = tester.fixtures;
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    await session.succeeds('TYPE I');
    const port = await deafPort(tester, session);
    const answer = await exchange(session, `PORT ${formatHostPort(session.control.localAddress, port)}`, 'FTP-XFR-R29');
    // A server that connects at once may say so here already.
    if (answer.code < 400) {
      session.send(`RETR ${file}`, session.nothingAgainst('RETR'));
      const reply = await session.finalReply();
      session.require(reply.code >= 400, 'FTP-XFR-R29', '425', describe(reply));
    }
    requireSame(session, 'FTP-XFR-R29', text, (await receive(tester, session, `RETR ${file}`)).bytes);
  }, { verbs: ['PORT', 'RETR'] }),
];

/** A port on which nobody listens, and nobody will as long as the check runs: a connection of ours holds it. */
async function deafPort(tester: Tester, session: Session): Promise<number> {
  const listener = await tester.listen(session);
  const { host, port } = listener;
  const both = await Promise.all([DataConnection.connect({ host, port, timeout: session.timeout, transcript: tester.transcript, session: session.number }), listener.accept(session.timeout)]);
  for (const one of both) if (one !== null) tester.adopt(one);
  await listener.close();
  return port;
}
