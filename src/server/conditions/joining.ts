import { fileNames } from '../named-path.ts';
import { resolvePath, type VirtualPath } from '../store/path.ts';
import { usageOf } from '../store/usage.ts';
import type { Asked, Conditions, SessionState } from '../session-state.ts';

/** What the rules ask about room and about joining files. */
export const joiningConditions: Conditions = {
  'room unknown': async (session, asked) => {
    const room = asked.path === null ? null : await session.store.room(asked.path);
    if (room?.ok) asked.found = String(Math.min(room.value, await left(session)));
    else asked.problem = room?.detail ?? 'not a usable name';
    return room?.ok !== true;
  },
  'part missing': async (session, asked) => {
    for (const path of partsOf(session, asked)) {
      const entry = path === null ? null : await session.store.stat(path);
      if (entry?.ok && entry.value.kind === 'file') continue;
      asked.problem = 'a part is no file';
      return true;
    }
    return false;
  },
  'cannot be joined': async (session, asked) => {
    asked.problem = 'not a usable name';
    if (asked.path === null) return true;
    const joined = await session.store.join(asked.path, partsOf(session, asked).map((path) => path!));
    if (!joined.ok) asked.problem = joined.detail;
    return !joined.ok;
  },
};

/** What the user's quota leaves. */
async function left({ user, store }: SessionState): Promise<number> {
  return user?.quota === undefined ? Infinity : Math.max(0, user.quota - await usageOf(store, user.quota));
}

/** Paths of the files to be joined, null for a name that can be none. */
function partsOf(session: SessionState, asked: Asked): (VirtualPath | null)[] {
  return fileNames(asked.argument).slice(1).map((name) => {
    const path = resolvePath(session.directory, name);
    return path.ok ? path.value : null;
  });
}
