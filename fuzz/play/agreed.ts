import { freshPlace } from '../oracle/truth.ts';
import type { PlaySession } from './session.ts';
import { tell } from './tell.ts';

/** The server has taken a mechanism of AUTH: what was known of the session is over. */
export function agreed(session: PlaySession, code: number): void {
  const hidden = session.link.secured ? null : session.promises.secured();
  if (hidden !== null) tell(session, hidden.demand, { verb: 'AUTH', expected: [hidden.expected], actual: String(code), symptom: hidden.symptom });
  // Security data would have to follow: this client has none.
  if (code === 334) session.leave();
  // What went ahead in clear must not be executed.
  session.awaitsTls = code === 234;
  session.memory.wentAhead = session.blurs || session.ahead.length + session.pending.filter(({ on }) => on !== 'AUTH').length > 0;
  session.ahead.length = 0;
  session.pending.length = 0;
  session.place = freshPlace();
  session.promises.forget();
  session.memory.secured(session);
  session.port = null;
  session.privateData = false;
}
