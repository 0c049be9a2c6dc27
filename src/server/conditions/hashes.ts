import { HASH_OF_VERB, hashOf } from '../hashes.ts';
import type { Part } from '../named-path.ts';
import { fromErrno } from '../store/errno.ts';
import { success, type Outcome } from '../store/outcome.ts';
import type { Asked, Conditions, SessionState } from '../session-state.ts';

/** What the rules ask about hashes and parts of files. */
export const hashConditions: Conditions = {
  'part refused': () => true,
  'part impossible': async (session, asked) => {
    const { start, end } = partOf(session, asked);
    const size = (await asked.entry())?.size ?? 0;
    asked.problem = 'no such part of the file';
    return start > size || (end !== null && (end > size || end < start));
  },
  'cannot be hashed': async (session, asked) => {
    const told = await digest(session, asked);
    if (told.ok) asked.found = told.value;
    else asked.problem = told.detail;
    return !told.ok;
  },
};

function partOf(session: SessionState, asked: Asked): Part {
  return (asked.on === 'HASH' ? session.range : asked.part) ?? { start: 0, end: null };
}

/** What the reply tells: for HASH the hash's name, the bytes it is of and the path as well. */
async function digest(session: SessionState, asked: Asked): Promise<Outcome<string>> {
  const name = HASH_OF_VERB[asked.on] ?? session.hash;
  const file = await session.store.openRead(asked.path!);
  if (!file.ok) return file;
  const part = partOf(session, asked);
  try {
    // A client that has gone waits for nothing.
    const hash = await hashOf(file.value, name, part, () => !session.socket.destroyed && !session.stopping);
    if (hash === null) return { ok: false, reason: 'failed', detail: 'the session ends' };
    const last = Math.max(part.start, (part.end ?? file.value.facts.size) - 1);
    return success(asked.on === 'HASH' ? `${name} ${part.start}-${last} ${hash} ${asked.argument}` : hash);
  } catch (error) {
    return fromErrno(error);
  } finally {
    await file.value.handle.close();
  }
}

