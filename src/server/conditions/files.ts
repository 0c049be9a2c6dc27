import type { Outcome } from '../store/outcome.ts';
import { permits } from '../permissions.ts';
import type { Asked, Condition, Conditions, SessionState } from '../session-state.ts';

const missing: Condition = async (_, asked) => {
  asked.problem = 'no such file or directory';
  return (await asked.entry()) === null;
};

const isNot = (kind: 'file' | 'directory', problem: string): Condition => async (_, asked) => {
  asked.problem = problem;
  const entry = await asked.entry();
  return entry !== null && entry.kind !== kind;
};

const is = (kind: 'file' | 'directory'): Condition => async (_, asked) => asked.argument !== '' && (await asked.entry())?.kind === kind;

/** An attempt: performs the operation, and holds when it failed. */
const attempt = (operation: (session: SessionState, asked: Asked, path: string) => Promise<Outcome<unknown>>): Condition => async (session, asked) => {
  if (asked.path === null) {
    asked.problem = 'not a usable name';
    return true;
  }
  const outcome = await operation(session, asked, asked.path);
  if (!outcome.ok) asked.problem = outcome.detail;
  return !outcome.ok;
};

/** What the rules ask about names, directories and renames. */
export const fileConditions: Conditions = {
  'file missing': missing,
  'path missing': async (session, asked) => {
    // A name is invalid for whom may not list it (RFC 3659 §7.2).
    if (asked.on === 'MLST' && !permits(session.user, asked.on)) {
      asked.problem = 'permission denied';
      return true;
    }
    return asked.argument !== '' && missing(session, asked);
  },
  'directory missing': missing,
  'not a plain file': isNot('file', 'not a plain file'),
  'time not told': isNot('file', 'not a plain file'),
  'not a directory': isNot('directory', 'not a directory'),
  'names a directory': is('directory'),
  'names a file': async (_, asked) => asked.argument !== '' && (await asked.entry()) !== null,
  'name exists': async (_, asked) => {
    asked.problem = 'it exists already';
    return (await asked.entry()) !== null;
  },
  'directory not empty': async (session, asked) => {
    asked.problem = 'the directory is not empty';
    const entries = asked.path === null ? null : await session.store.list(asked.path);
    if (entries === null || !entries.ok) return false;
    for await (const _ of entries.value) return true;
    return false;
  },
  'nothing to list': async (session, asked) => {
    const entries = asked.path === null ? null : await session.store.list(asked.path);
    if (entries === null || !entries.ok) return false;
    for await (const _ of entries.value) return false;
    return true;
  },
  'already at the top': () => false,
  'access denied': (session, asked) => {
    asked.problem = 'permission denied';
    return !permits(session.user, asked.on);
  },
  'cannot be entered': attempt(async (session, _, path) => {
    const entries = await session.store.list(path);
    if (entries.ok) session.directory = path;
    return entries;
  }),
  'cannot be created': attempt((session, _, path) => session.store.makeDirectory(path, session.mask)),
  'cannot be removed': attempt((session, asked, path) => (asked.on === 'RMD' ? session.store.removeDirectory(path) : session.store.remove(path))),
  'cannot be renamed': attempt((session, _, path) => session.store.rename(session.renameFrom ?? path, path)),
  'still possible': () => false,
};
