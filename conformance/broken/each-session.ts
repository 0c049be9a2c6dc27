import type { SessionState } from '../../src/server/session-state.ts';
import type { Conditions } from '../../src/server/session-state.ts';

/**
 * Conditions that let a faulty server see its sessions begin and end.
 * @param refuse whether the next client is refused with 421
 */
export function eachSession(seen: { begins?: (session: SessionState) => void; ends?: (session: SessionState) => void; refuse?: () => boolean }): Conditions {
  return {
    'service not available': (session) => {
      seen.begins?.(session);
      const { dataPort } = session;
      const close = dataPort.close.bind(dataPort);
      let ended = false;
      dataPort.close = () => {
        close();
        if (!ended) seen.ends?.(session);
        ended = true;
      };
      return seen.refuse?.() === true;
    },
  };
}
