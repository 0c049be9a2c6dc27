import type { SessionState } from '../../server/session-state.ts';
import type { Shortfall } from './send-declared.ts';

const STEP = 10;

/** Writes a line to the server's log whenever another tenth of a download is sent, with the name of the connection. */
export function progressLog(session: SessionState, size: number): { moved: (bytes: number) => void; ended: (shortfall: Shortfall) => void } {
  const connection = `${session.peer.address}:${session.peer.port}`;
  const log = session.config.log.child({ connection });
  let told = 0;
  let sent = 0;
  return {
    moved: (bytes) => {
      sent = bytes;
      const percent = Math.floor((bytes * 100) / size / STEP) * STEP;
      if (percent <= told) return;
      told = percent;
      log.info({ percent, bytes, size }, `sent ${percent} %`);
    },
    ended: (shortfall) => {
      if (shortfall === null) log.info({ bytes: sent }, 'download complete');
      else log.warn({ bytes: sent, size, reason: shortfall }, 'download broken off');
    },
  };
}
