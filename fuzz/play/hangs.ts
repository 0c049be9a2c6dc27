import type { PlaySession } from './session.ts';

/** Milliseconds that a server gets to connect, or to say that it cannot. */
const REACHING = 200;

/** Whether a transfer hangs in the air: nothing that is said meanwhile has a certain answer. */
export async function hangs(session: PlaySession): Promise<boolean> {
  const over = (): boolean => session.transfer?.unreached !== true || session.link.standing !== 'open';
  return !over() && !await session.until(over, REACHING);
}
