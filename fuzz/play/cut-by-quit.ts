import type { PlaySession } from './session.ts';
import { tell } from './tell.ts';

/** The control connection has ended: where QUIT came during a transfer of which nothing else is known to have ended it, that has to be over and its result said. */
export function judgeCut(session: PlaySession): void {
  const { transfer } = session;
  if (transfer === null || transfer.told || session.spoiled || session.blurred || session.lines.length !== 1 || session.lastSent.toUpperCase() !== 'QUIT' || session.link.standing === 'open') return;
  tell(session, 'quit in a transfer', { verb: 'QUIT', expected: ['the end of the transfer, its last reply, and then the end of the session'], actual: `the end of the session after ${session.lines[0]!.received} bytes`, symptom: 'the transfer is cut' });
}
