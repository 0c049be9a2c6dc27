import type { Protocol } from '../../spec/model.ts';
import type { ServerParts } from '../reference-server.ts';
import type { Asked, Conditions } from '../session-state.ts';
import { valuesFor } from '../texts.ts';
import { compute } from './compute.ts';
import { Notes } from './notes.ts';

/**
 * What a server of a protocol of one's own has beyond an FTP server: the conditions of `spec/vocabulary.md` that FTP does not ask,
 * and the values that go with them. The notes last as long as the parts.
 */
export function ownParts(protocol: Protocol): Partial<ServerParts> {
  const notes = new Notes();
  /** What a condition has found, for the text of the reply. */
  const found = new WeakMap<Asked, string>();
  const note = (asked: Asked, words: string | null | undefined): boolean => {
    if (words === null || words === undefined) return false;
    found.set(asked, words);
    return true;
  };
  return {
    protocol,
    conditions: ownConditions(notes, note),
    values: async (table, session, asked, code) => ({
      ...(await valuesFor(table, session, asked, code)),
      kept: found.get(asked) ?? '',
      names: notes.names(),
      time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    }),
  };
}

/** The conditions that only the vocabulary has. `note` keeps what was found for the reply, and tells whether anything was. */
export function ownConditions(notes: Notes, note: (asked: Asked, words: string | null | undefined) => boolean): Conditions {
  return {
    'login wrong': async (session, asked) => {
      const [name, password] = firstAndRest(asked.argument);
      session.user = await session.users.authenticate(name, password);
      if (session.user !== null) session.userName = name;
      else {
        session.loginFailures += 1;
        await session.guard.failed(session.peer.address, session.socket);
      }
      return session.user === null;
    },
    'cannot be kept': (_, asked) => {
      const [name, words] = firstAndRest(asked.argument);
      return !notes.keep(name, words) || !note(asked, words);
    },
    'cannot be looked up': (_, asked) => !note(asked, notes.get(firstAndRest(asked.argument)[0])),
    'cannot be forgotten': (_, asked) => !note(asked, notes.forget(firstAndRest(asked.argument)[0])),
    'kept already': (_, asked) => note(asked, notes.get(firstAndRest(asked.argument)[0])),
    'cannot be computed': (_, asked) => !note(asked, compute(asked.argument)),
  };
}

/** The first word, and all after the one space that follows it. */
function firstAndRest(argument: string): [string, string] {
  const space = argument.indexOf(' ');
  return space < 0 ? [argument, ''] : [argument.slice(0, space), argument.slice(space + 1)];
}
