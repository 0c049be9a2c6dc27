import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { openData } from '../../transfers.ts';

/**
 * A download that REST directly precedes, as RFC 3659 §5.3 wants it: the data connection comes first. It may be refused;
 * then nothing came.
 * @param rests positions, each sent by a REST of its own
 * @param facts what is known of the position
 */
export async function restarted(tester: Tester, session: Session, rests: readonly number[], name: string, facts: Record<string, boolean>): Promise<Buffer> {
  const data = await openData(tester, session, 'PASV');
  for (const position of rests) await session.succeeds(`REST ${position}`);
  session.send(`RETR ${name}`, facts);
  const reply = await session.reply();
  if (reply.code >= 400) { await data.close(); return Buffer.alloc(0); }
  session.require(reply.code < 200, 'FTP-XFR-57', '150', describe(reply));
  const { bytes } = await (await data.connection()).receive({ deadline: session.timeout });
  await session.finalReply();
  return bytes;
}

/** Nothing speaks against the download, its position included. */
export function possible(session: Session): Record<string, boolean> {
  return { ...session.nothingAgainst('RETR'), 'no data connection': false };
}
