import { fileConditions } from '../src/server/conditions/files.ts';
import { transferConditions } from '../src/server/conditions/transfers.ts';
import type { Asked, Condition, Conditions, SessionState } from '../src/server/session-state.ts';

/** What the server is made of here, open to change. */
export type Loose<T> = { -readonly [K in keyof T]: T[K] };

/** Every condition of files and transfers, with something done before any of a command is asked: once for each command. */
export function beforeConditions(prepare: (session: Loose<SessionState>, asked: Loose<Asked>) => void | Promise<void>): Conditions {
  const seen = new WeakMap<Asked, void | Promise<void>>();
  const wrapped = (condition: Condition): Condition => async (session, asked) => {
    if (!seen.has(asked)) seen.set(asked, prepare(session, asked));
    await seen.get(asked);
    return condition(session, asked);
  };
  return Object.fromEntries(Object.entries({ ...fileConditions, ...transferConditions }).map(([phrase, condition]) => [phrase, wrapped(condition)]));
}

/** A server that resolves the argument of some verbs in a way of its own; null leaves the right one. */
export function anotherPath(verbs: readonly string[], resolve: (argument: string, session: SessionState, asked: Asked) => string | null): { conditions: Conditions } {
  return {
    conditions: beforeConditions((session, asked) => {
      const path = verbs.includes(asked.on) ? resolve(asked.argument, session, asked) : null;
      if (path === null) return;
      asked.path = path;
      asked.entry = () => session.store.stat(path).then((found) => (found.ok ? found.value : null));
    }),
  };
}
