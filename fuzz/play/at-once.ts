import type { PlaySession } from './session.ts';
import { tell } from './tell.ts';

/** RFC 1123 §4.1.3.3: STAT is answered while a transfer runs. Waits for that where the transfer cannot end, because nobody reads its data. */
export async function atOnce(session: PlaySession): Promise<void> {
  const { transfer, pending, lines, link, stage: { subject } } = session;
  const asked = pending.find(({ on, argument }) => on === 'STAT' && argument === '');
  if (transfer === null || transfer.told || !transfer.outward || asked === undefined || !lines.some((line) => line.stalled && line.standing === 'open')) return;
  const settled = (): boolean => !session.pending.includes(asked) || transfer.told || session.left || session.blurred || link.standing !== 'open';
  if (!await session.until(settled, subject.timeout)) tell(session, 'status at once', { verb: 'STAT', expected: ['211, while the transfer runs'], actual: `nothing within ${subject.timeout} ms`, symptom: 'waits for the end of the transfer' });
}
