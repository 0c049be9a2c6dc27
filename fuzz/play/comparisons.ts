import type { Reply } from '../../src/wire/reply.ts';
import { mustHold } from '../oracle/demands.ts';
import { fileAct } from '../oracle/file-acts.ts';
import { hashed } from '../oracle/named-paths.ts';
import { refusalUntruth } from '../oracle/refusals.ts';
import { untruthOf } from '../oracle/reply-values.ts';
import type { Told, Untruth } from '../oracle/told.ts';
import { describe } from './excerpt.ts';
import { worksHere } from './lacking.ts';
import type { Pending } from './pending.ts';
import type { PlaySession } from './session.ts';

/** Compares what a reply says with what is known. `unknown`: the server says that it does not have the verb. */
export function compare(session: PlaySession, command: Pending, reply: Reply, unknown: boolean): void {
  const success = reply.code >= 200 && reply.code < 300 && command.alone;
  if (success) say(session, command, reply, untruthOf(told(session, command, reply)));
  const { logins } = session;
  const lacking = unknown || (reply.code === 502 && sound(session, command));
  say(session, command, reply, session.promises.note({ verb: command.verb, argument: command.argument, reply, lacking, inside: logins > 0 }, (verb) => mayWork(session, verb)));
  if (command.on === 'USER' || command.on === 'PASS') say(session, command, reply, session.stage.strangers.note(session, command, reply, session.stage.subject.started.testee, logins === 0));
  else if (reply.code >= 400) say(session, command, reply, refusalUntruth(reply));
}

function told({ stage: { subject, tree } }: PlaySession, { on, argument, place }: Pending, reply: Reply): Told {
  return { verb: on, argument, reply, tree, place, home: subject.home, now: subject.local ? Date.now() : null, converts: subject.learnt.converts, host: subject.local ? subject.started.testee.host : null };
}

/** Whether a verb may succeed now. Behind a login, and under TLS, many servers know no AUTH. */
function mayWork({ observer, link, logins, stage: { subject: { table } } }: PlaySession, verb: string): boolean {
  return !(verb === 'AUTH' && (link.secured || logins > 0)) && worksHere(table, observer.vectors, verb);
}

/** Whether nothing but the want of the verb can be why a file is not hashed. */
function sound(session: PlaySession, { on, argument, place, alone }: Pending): boolean {
  const path = fileAct(on) === 'hash' && alone ? (hashed(on, argument)?.path ?? null) : null;
  const resolved = path === null ? null : session.stage.tree.resolve(place.cwd, path);
  return resolved !== null && session.stage.tree.at(resolved).kind === 'file';
}

/** What a server only should say does not end the scenario. */
function say(session: PlaySession, command: Pending, reply: Reply, untruth: Untruth | null): void {
  if (untruth === null) return;
  const { protocol } = session.stage.subject.table;
  session.problem('value', untruth.demand, { verb: command.on, expected: [untruth.expected], actual: describe(reply), symptom: untruth.symptom }, mustHold(protocol, untruth.demand));
}
