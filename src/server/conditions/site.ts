import { parseModeAndPath, parseTimeAndPath } from '../../wire/site-arguments.ts';
import { idleRange } from '../idle-range.ts';
import { failure, type Outcome } from '../store/outcome.ts';
import type { Asked, Conditions, SessionState } from '../session-state.ts';

/** What the rules ask about the services of SITE. */
export const siteConditions: Conditions = {
  'service not offered': () => false,
  'no long address': () => false,
  'limit impossible': (session, asked) => {
    const { least, most } = idleRange(session.config);
    const wanted = Number(asked.argument);
    return asked.argument !== '' && !(wanted >= least && wanted <= most);
  },
  'cannot be set': async (session, asked) => {
    const outcome = await set(session, asked);
    if (!outcome.ok) asked.problem = outcome.detail;
    return !outcome.ok;
  },
};

async function set(session: SessionState, { on, path, argument }: Asked): Promise<Outcome<void>> {
  if (path === null) return failure('failed', 'not a usable name');
  if (path === '/') return failure('not permitted', 'the root directory stays as it is');
  if (on === 'SITE CHMOD') return session.store.changeFacts(path, { mode: parseModeAndPath(argument)!.mode, modified: null, created: null });
  const modified = parseTimeAndPath(argument)!.modified;
  return modified === null ? failure('failed', 'no such time') : session.store.changeFacts(path, { modified, mode: null, created: null });
}
