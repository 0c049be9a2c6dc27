import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { openData } from '../../transfers.ts';

/**
 * Stores over a file that is there. A server may forbid its users to overwrite (553, "file name not allowed", RFC 959 §5.4): that is
 * tolerated, and ends the check.
 */
export async function replace(tester: Tester, session: Session, name: string, body: Uint8Array): Promise<void> {
  const data = await openData(tester, session, 'PASV');
  const first = await session.command(`STOR ${name}`, { ...session.nothingAgainst('STOR', ['cannot be stored', 'access denied']), 'no data connection': false });
  if (first.code >= 400) {
    await data.close();
    tester.ledger.add('tolerated', 'FTP-XFR-R24', { sent: `STOR ${name}`, expected: ['150: the file is replaced'], actual: describe(first) });
    throw new Stop('judged', 'the server overwrites no file');
  }
  const connection = await data.connection();
  await connection.send(body, { deadline: session.timeout });
  connection.end();
  const last = await session.finalReply();
  session.require(last.code < 300, 'FTP-XFR-R24', '226', describe(last));
}
