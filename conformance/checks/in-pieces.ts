import { hasRead } from '../../src/client/has-read.ts';
import type { Session } from '../session.ts';
import type { Tester } from '../tester.ts';
import { exchange } from './exchange.ts';

/** Turns that a server gets to read a piece. One that leaves it unread so long reads it with the next. */
const TURNS = 50;

/**
 * Sends bytes cut into pieces of the given sizes, what is left as the last one. Between two pieces another session asks
 * something and has its answer, until the server has read the piece by itself: no waiting for time to pass.
 */
export async function sendInPieces(tester: Tester, session: Session, bytes: Buffer, sizes: readonly number[]): Promise<void> {
  const other = await tester.session();
  const ping = tester.table.commands.has('NOOP') ? 'NOOP' : 'XYZZY';
  const { localPort, remotePort } = session.control;
  let sent = 0;
  for (const size of [...sizes, bytes.length]) {
    const piece = bytes.subarray(sent, sent + size);
    if (piece.length === 0) continue;
    if (sent > 0) {
      let turns = 0;
      do {
        await other.given('a second session', () => exchange(other, ping, 'FTP-FAI-R1'));
      } while ((turns += 1) < TURNS && !(await hasRead(localPort, remotePort)));
    }
    session.sendRaw(piece, []);
    sent += piece.length;
  }
}
