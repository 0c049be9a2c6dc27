import type { ServerParts } from '../../src/server/reference-server.ts';
import type { Values } from '../../src/server/reply-text.ts';
import type { Asked, SessionState } from '../../src/server/session-state.ts';
import { valuesFor } from '../../src/server/texts.ts';

/** A server that does something when it is about to answer; the values that `meddle` gives take the place of its own. */
export function answering(meddle: (session: SessionState, asked: Asked, values: Values) => Values | undefined): Pick<ServerParts, 'values'> {
  return {
    values: async (table, session, asked, code) => {
      const values = await valuesFor(table, session, asked, code);
      return { ...values, ...meddle(session, asked, values) };
    },
  };
}
