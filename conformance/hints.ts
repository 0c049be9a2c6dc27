import type { Arrival } from '../src/client/arrival.ts';
import type { Observation } from '../src/machine/observer.ts';
import type { Reply } from '../src/wire/reply.ts';

/** The likely mistake behind a reply that no rule allows, or behind one that did not come; null when nothing is typical. */
export function hintFor(seen: Reply | Exclude<Arrival, { kind: 'reply' }>, observation: Observation | null): string | null {
  if (!('code' in seen)) {
    if (seen.kind === 'silence' && seen.partial.length > 0) return 'Something came but no whole reply: is every reply ended by CR LF, and a multi-line one by "code space text"?';
    if (seen.kind === 'silence') return 'Does every path through the command handler send a reply, also the error paths?';
    return 'Did an exception end the thread or process that served this client?';
  }
  if (seen.code === 0) return 'A reply begins with three digits. Is data, or a listing, being written to the control connection?';
  if (observation?.answers === null) return 'A reply that no command asked for: is a command answered twice?';
  if (observation?.expected.some((text) => text.startsWith('150') || text.startsWith('125')) && (seen.code === 226 || seen.code === 250)) return 'Send 150 before opening the data connection, and 226 after closing it.';
  if (seen.code >= 200 && seen.code < 400 && observation?.expected.some((text) => /^[23]/.test(text))) return 'It went well, but this command says so by a code of its own, and clients go by it.';
  if (seen.code >= 200 && seen.code < 300) return 'The command was accepted where it has to be refused: is the condition checked before the reply is chosen?';
  if (seen.code === 500 || seen.code === 502) return 'The command must be supported: is its verb in the dispatch table, in upper and lower case?';
  if (seen.code === 530) return 'The server thinks nobody is logged in: is the login kept in the session?';
  return null;
}
