import type { Tester } from '../../tester.ts';
import { Stop } from '../../stop.ts';
import { check } from '../../check.ts';
import { inStep } from '../../in-step.ts';
import type { Session } from '../../session.ts';
import { connectTo, passivePort, receive } from '../../transfers.ts';
import { requireSame } from './same-bytes.ts';
import { upToMarker } from './marker.ts';

/** Milliseconds in which a server that acts on ABOR at once has done so. */
const SOON = 100;

/** Transfers that find no data connection. */
export const noConnectionChecks = [
  check('transfer/default-data-port', 'answers a transfer without PORT or PASV', ['FTP-XFR-R36', 'FTP-XFR-R29'], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    await session.succeeds('TYPE I');
    session.send(`RETR ${file}`, session.nothingAgainst('RETR'));
    await session.finalReply();
    requireSame(session, 'FTP-XFR-R29', tester.fixtures.text, (await receive(tester, session, `RETR ${file}`)).bytes);
  }, { verbs: ['RETR'], exclusive: true }),

  check('transfer/default-data-port-upload', 'answers an upload without PORT or PASV', ['FTP-XFR-R36', 'FTP-XFR-R29'], async (tester) => {
    const session = await tester.login();
    session.send(`STOR ${tester.file(tester.name('.bin'))}`, session.nothingAgainst('STOR'));
    await session.finalReply();
    await inStep(tester, session);
  }, { verbs: ['STOR'], exclusive: true }),

  check('transfer/abor-ends-the-wait-for-a-connection', 'goes on after ABOR when nobody has connected for a transfer', ['FTP-XFR-R29', 'FTP-XFR-R37'], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    await session.succeeds('TYPE I');
    await session.given('ABOR', async () => { await session.command('ABOR'); });
    const port = await passivePort(tester, session, 'PASV');
    session.send(`RETR ${file}`, session.nothingAgainst('RETR'));
    session.send('ABOR');
    // A server may put ABOR off until the transfer has ended (RFC 1123 §4.1.3.3): then we let it end.
    if (!(await endsSoon(session))) {
      await letItEnd(tester, session, port);
      await session.finalReply();
    }
    await upToMarker(session, 'FTP-XFR-R37');
    const data = await connectTo(tester, session, await passivePort(tester, session, 'PASV'), 'PASV');
    // Before this is answered, a server that kept the aborted transfer for the next connection has seen that connection.
    await session.succeeds('PWD');
    await session.succeeds(`RETR ${file}`, { 'no data connection': false });
    requireSame(session, 'FTP-XFR-R37', tester.fixtures.text, (await data.receive({ deadline: session.timeout })).bytes);
    await session.finalReply();
  }, { verbs: ['RETR', 'ABOR'] }),
];

/** Connects for the transfer that waits; a server that has acted on ABOR meanwhile, and only not said so yet, does not listen any more. */
async function letItEnd(tester: Tester, session: Session, port: number): Promise<void> {
  try {
    const data = await session.given('the transfer', () => connectTo(tester, session, port, 'PASV'));
    await data.receive({ deadline: session.timeout });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
}

/** Whether a reply comes that ends what was asked; the observer hears of it, and of what comes before it. */
async function endsSoon(session: Session): Promise<boolean> {
  for (;;) {
    const arrival = await session.control.reply(SOON);
    if (arrival.kind !== 'reply') return false;
    session.observer.reply(arrival.reply.code);
    if (arrival.reply.code >= 200) return true;
  }
}
