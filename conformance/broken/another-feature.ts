import { editProtocol, rewriteReplies } from './edit-protocol.ts';
import { fault, type Fault } from './fault.ts';

/** A server that lists a verb in FEAT and does not know it. */
export function onlyPromised(chapter: string, verb: string, state = 'loggedIn'): Fault {
  const name = verb.toLowerCase();
  return fault({
    id: `${chapter}/feat-promises-${name}`, title: `lists ${verb} in FEAT and answers 502 to it`, seen: 'students: a FEAT reply copied from another server', caughtBy: [`${chapter}/feature-${name}-works`],
    parts: () => editProtocol({}, [{ in: [state], on: [verb], reply: [[502]] }]),
  });
}

/** A server whose FEAT has another line for a verb; without a line for `null`. */
export function featLine(verb: string, change: (line: string) => string | null): ReturnType<typeof rewriteReplies> {
  const line = new RegExp(`^ ${verb}.*\\r\\n`, 'm');
  return rewriteReplies((text, on) => {
    if (on !== 'FEAT') return text;
    return text.replace(line, (found) => {
      const changed = change(found.slice(0, -2));
      return changed === null ? '' : `${changed}\r\n`;
    });
  });
}
