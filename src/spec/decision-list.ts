import type { Protocol, Rule } from './model.ts';
import type { Session, Sessions } from './sessions.ts';

/** What the server must answer one way or another, with the rows that do it in the order in which they are tried. */
export interface DecisionList {
  /** A canonical verb, or an event in brackets. */
  readonly trigger: string;
  /** False for what happens to the server: it may go unanswered. */
  readonly total: boolean;
  /** Not the consequences, which answer nothing, nor the habits, which only observers follow. */
  readonly rows: readonly Rule[];
}

/** The decision lists of a protocol: one a canonical verb and one an event. */
export function decisionLists(protocol: Protocol): DecisionList[] {
  const rows = protocol.rules.filter((rule) => rule.reply.length > 0 && rule.level !== 'HABIT');
  const verbs = protocol.commands.filter((command) => command.aliasOf === null).map(({ verb }) => ({ trigger: verb, total: true }));
  const events = protocol.events.map(({ name, from }) => ({ trigger: name, total: from === 'line' }));
  return [...verbs, ...events].map((list) => ({ ...list, rows: rows.filter((rule) => rule.on.includes(list.trigger)) }));
}

/** The sessions that a decision list has to tell apart: one for each combination of states that its rows name. */
export function distinctSessions(list: DecisionList, sessions: Sessions): { session: Session; name: string }[] {
  const regions = new Set(list.rows.flatMap((rule) => rule.in.map((state) => sessions.region(state) ?? -1)));
  const distinct = new Map<string, Session>();
  for (const session of sessions.reachable) {
    if (list.total && !sessions.readsCommands(session)) continue;
    const name = session.filter((_, region) => regions.has(region)).join('+');
    if (!distinct.has(name)) distinct.set(name, session);
  }
  return [...distinct].map(([name, session]) => ({ session, name: name || 'any' }));
}
