import { decisionLists, distinctSessions } from '../decision-list.ts';
import { finalStates } from '../final.ts';
import type { Lint } from '../lint.ts';
import { Sessions } from '../sessions.ts';

/** Whatever a client sends, wherever the session is, a row answers it: each decision list ends in `otherwise`. */
export const total: Lint = (protocol, margin) => {
  // Without an end every state is to be answered in, even the last: `endings` reports what is missing.
  if (finalStates(protocol).length === 0) return [];
  const sessions = Sessions.of(protocol);
  const first = protocol.states[0];
  if (!sessions.complete && first !== undefined) {
    return [{ place: margin.place(first), problem: 'the states combine to more sessions than can be checked' }];
  }
  const declarations = new Map<string, object>([
    ...protocol.commands.map((command): [string, object] => [command.verb, command]),
    ...protocol.events.map((event): [string, object] => [event.name, event]),
  ]);
  return decisionLists(protocol).filter((list) => list.total).flatMap((list) =>
    distinctSessions(list, sessions).flatMap(({ session, name }) => {
      const fitting = list.rows.filter((rule) => sessions.fits(rule, session));
      if (fitting.some((rule) => rule.when === 'otherwise')) return [];
      const last = fitting.at(-1);
      const where = last ?? declarations.get(list.trigger) ?? protocol;
      const why = last === undefined ? '' : ` when nothing before holds: ${last.id} is the last and has a condition`;
      return [{ place: margin.place(where), problem: `no row answers ${list.trigger} in state ${name}${why}` }];
    }));
};
