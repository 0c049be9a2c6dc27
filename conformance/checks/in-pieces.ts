import type { Session } from '../session.ts';
import type { Tester } from '../tester.ts';
import { exchange } from './exchange.ts';

/**
 * Sends bytes cut into pieces of the given sizes, what is left as the last one. Between two pieces another session asks
 * something and has its answer: so the server has had its turn, and has read the piece by itself, without any waiting
 * for time to pass.
 */
export async function sendInPieces(tester: Tester, session: Session, bytes: Buffer, sizes: readonly number[]): Promise<void> {
  const other = await tester.session();
  const ping = tester.table.commands.has('NOOP') ? 'NOOP' : 'XYZZY';
  let sent = 0;
  for (const size of [...sizes, bytes.length]) {
    const piece = bytes.subarray(sent, sent + size);
    if (piece.length === 0) continue;
    if (sent > 0) await other.given('a second session', () => exchange(other, ping, 'FTP-FAI-R1'));
    session.sendRaw(piece, []);
    sent += piece.length;
  }
}
