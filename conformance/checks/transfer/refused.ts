import { check } from '../../check.ts';
import type { Session } from '../../session.ts';
import { deliver, openData, receive } from '../../transfers.ts';
import { noise } from './bodies.ts';
import { requireSame } from './same-bytes.ts';
import { requireStored } from './stored.ts';

const RULE = 'FTP-XFR-R34';
const CLOSE = 'Close the data connection and its listener on every path out of the transfer, also on the refusals.';

/** What a refused transfer leaves behind. */
export const refusedChecks = [
  check('transfer/refused-download-lets-go-of-its-connection', 'closes the data connection of a refused RETR when PASV asks for another', [RULE], async (tester) => {
    tester.fixtures.need('file');
    const session = await tester.login();
    const data = await openData(tester, session, 'PASV');
    await refuse(session, `RETR ${tester.name('-missing')}`, { 'file missing': true });
    const { bytes } = await receive(tester, session, `RETR ${tester.fixtures.file}`);
    session.require(bytes.length > 0, RULE, 'the file over the second connection', 'nothing');
    const old = await (await data.connection()).receive({ deadline: Math.min(session.timeout, 500) });
    session.require(old.bytes.length === 0, RULE, 'no byte over the connection of the refused transfer', `${old.bytes.length} bytes`);
    session.require(old.how !== 'silence', RULE, 'the data connection is closed', 'it is still open', CLOSE);
  }, { verbs: ['RETR', 'PASV'] }),

  check('transfer/works-after-a-refused-download', 'transfers after a refused RETR', [RULE, 'FTP-XFR-R35'], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    await session.succeeds('TYPE I');
    for (let time = 0; time < 3; time += 1) {
      await openData(tester, session, 'PASV');
      await refuse(session, `RETR ${tester.name('-missing')}`, { 'file missing': true });
    }
    requireSame(session, RULE, tester.fixtures.text, (await receive(tester, session, `RETR ${file}`)).bytes, CLOSE);
  }, { verbs: ['RETR'] }),

  check('transfer/works-after-a-refused-upload', 'stores after a refused STOR whose data was on its way', [RULE, 'FTP-XFR-R35'], async (tester) => {
    const session = await tester.login();
    await session.succeeds('TYPE I');
    const data = await (await openData(tester, session, 'PASV')).connection();
    await data.send(noise(1000, 16), { deadline: session.timeout });
    await refuse(session, `STOR ${tester.name('-missing')}/x`, { 'cannot be stored': true });
    const name = tester.file(tester.name('.bin'));
    const body = noise(1000, 17);
    await deliver(tester, session, `STOR ${name}`, body);
    await requireStored(tester, session, RULE, name, body, CLOSE);
  }, { verbs: ['STOR'] }),
];

/** A transfer that the server has to refuse, before or after 150. */
async function refuse(session: Session, line: string, facts: Record<string, boolean>): Promise<void> {
  session.send(line, { ...facts, 'no data connection': false });
  await session.finalReply();
}
