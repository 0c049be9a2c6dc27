import { ruleText } from '../../src/spec/rule-text.ts';
import type { Reply } from '../../src/wire/reply.ts';
import { ruleOf } from '../oracle/demands.ts';
import { refusalUntruth } from '../oracle/refusals.ts';
import { untruthOf } from '../oracle/reply-values.ts';
import { type Untruth } from '../oracle/told.ts';
import { describe } from './excerpt.ts';
import type { Pending } from './pending.ts';
import type { PlaySession } from './session.ts';

/** Compares what a reply says with what is known. `unknown`: the server says that it does not have the verb. */
export function compare(session: PlaySession, command: Pending, reply: Reply, unknown: boolean): void {
  const { subject, tree } = session.stage;
  const told = { verb: command.on, argument: command.argument, reply, tree, place: command.place, home: subject.home, now: subject.local ? Date.now() : null, converts: subject.learnt.converts, host: subject.local ? subject.started.testee.host : null };
  const success = reply.code >= 200 && reply.code < 300;
  say(session, command, reply, success && command.alone ? untruthOf(told) : null);
  say(session, command, reply, session.promises.note(command.verb, command.argument, reply, unknown));
  if (command.on === 'USER' || command.on === 'PASS') say(session, command, reply, session.stage.strangers.note(session, command, reply, subject.started.testee));
  else if (reply.code >= 400) say(session, command, reply, refusalUntruth(reply));
}

/** What a server only should say does not end the scenario. */
function say(session: PlaySession, command: Pending, reply: Reply, untruth: Untruth | null): void {
  if (untruth === null) return;
  const { protocol } = session.stage.subject.table;
  const fatal = ruleText(protocol, ruleOf(protocol.name, untruth.demand))?.level === 'MUST';
  session.problem('value', untruth.demand, { verb: command.on, expected: [untruth.expected], actual: describe(reply), symptom: untruth.symptom }, fatal);
}
