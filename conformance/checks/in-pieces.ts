import { hasRead } from '../../src/client/has-read.ts';
import { starved } from '../../src/client/starved.ts';
import type { Session } from '../session.ts';
import type { Tester } from '../tester.ts';
import { exchange } from '../exchange.ts';

/** Turns that a server gets to read a piece; on a busy machine as long as a reply may take. One that leaves it unread so long reads it with the next. */
const TURNS = 50;
/** The first piece and the last ones are surely read by themselves; of the others the kernel is not asked, which costs it milliseconds when it remembers many connections. */
const [FIRST, LAST] = [1, 2];

/**
 * Sends bytes cut into pieces of the given sizes, what is left as the last one. Between two pieces another session asks
 * something and has its answer, and for the first and the last pieces until the server has read the piece by itself: no waiting for time to pass.
 */
export async function sendInPieces(tester: Tester, session: Session, bytes: Buffer, sizes: readonly number[]): Promise<void> {
  const other = await tester.session();
  const ping = tester.table.commands.has('NOOP') ? 'NOOP' : 'XYZZY';
  const { localPort, remotePort } = session.control;
  const pieces = cut(bytes, sizes);
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) {
      const assured = index <= FIRST || index >= pieces.length - LAST;
      const end = performance.now() + tester.timeout;
      let turns = 0;
      do {
        await other.given('a second session', () => exchange(other, ping, 'FTP-FAI-R1'));
      } while (assured && ((turns += 1) < TURNS || (starved() && performance.now() < end)) && !hasRead(localPort, remotePort));
    }
    session.sendRaw(piece, []);
  }
}

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let start = 0;
  for (const size of [...sizes, bytes.length]) {
    if (start < bytes.length && size > 0) pieces.push(bytes.subarray(start, start + size));
    start += size;
  }
  return pieces;
}
