import { isAccepted } from '../src/wire/accepted.ts';
import type { Session } from './session.ts';

/** Sends EPSV ALL; false where the server, tolerably, does not know it, or calls it superfluous. */
export async function takesEpsvAll(session: Session): Promise<boolean> {
  return isAccepted((await session.succeeds('EPSV ALL')).code);
}
