import { linesOf } from './listing.ts';
import type { Asked, SessionState } from './session-state.ts';

/** Lines of a STAT listing; the rest is left out and said to be. */
const MOST = 1000;

/** What STAT without a path tells: the parameters that are in force, and the state of the connections (RFC 959 §4.1.3). */
export function statusLines(session: SessionState): string[] {
  const { type, structure, mode } = session.representation;
  return [
    `Connected from ${session.peer.address}`,
    session.user === null ? 'Not logged in' : `Logged in as ${session.userName}`,
    ...(session.host === null ? [] : [`Host: ${session.host}`]),
    `Type: ${type}, structure: ${structure}, mode: ${mode}`,
    `Data connections: ${session.dataPort.standing}, ${session.privateData ? 'protected' : 'in clear'}`,
    `Idle limit: ${session.idle.limit / 1000} seconds`,
    session.prepared === null ? 'No transfer in progress' : `Transferred ${session.progress} bytes so far`,
  ].map((line) => ` ${line}`);
}

/** The listing that STAT with a path sends in its reply. */
export async function statListing(session: SessionState, asked: Asked): Promise<string[]> {
  const lines = asked.path === null ? null : await linesOf(session, 'LIST', asked.argument, asked.path);
  const shown: string[] = [];
  if (lines?.ok) {
    for await (const line of lines.value) {
      if (shown.length === MOST) return [...shown, ` (more than ${MOST} entries: LIST shows them all)`];
      shown.push(` ${line}`);
    }
  }
  return shown;
}
