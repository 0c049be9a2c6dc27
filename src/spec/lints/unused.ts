import { firstReplies } from '../first-replies.ts';
import type { Lint } from '../lint.ts';
import type { Problem } from '../problem.ts';

/** What is declared is used: a name that nothing refers to is a slip, or what is left of a deleted row. */
export const unused: Lint = (protocol, margin) => {
  const problems: Problem[] = [];
  const expect = (used: boolean, definition: object, what: string): void => {
    if (!used) problems.push({ place: margin.place(definition), problem: `${what} is never used` });
  };
  const entries = new Set(protocol.states.map(({ entry }) => entry));
  for (const effect of protocol.effects) expect(entries.has(effect.name), effect, `effect \`${effect.name}\``);
  const triggers = new Set(protocol.rules.flatMap(({ on }) => on));
  for (const event of protocol.events) expect(triggers.has(event.name), event, `event \`${event.name}\``);
  const args = new Set(protocol.commands.map(({ argument }) => argument));
  for (const argument of protocol.arguments) expect(args.has(argument.name), argument, `argument \`${argument.name}\``);
  const phrases = new Set(protocol.rules.map(({ when }) => when));
  for (const condition of protocol.conditions) expect(phrases.has(condition.phrase), condition, `condition \`${condition.phrase}\``);
  const codes = new Set([...protocol.rules.flatMap(({ reply }) => reply.flat()), ...protocol.allowed.flatMap(({ listed, habits }) => [...listed, ...habits])]);
  for (const reply of protocol.replies) expect(codes.has(reply.code), reply, `reply code ${reply.code}`);
  const sent = new Set(firstReplies(protocol).flatMap(({ rule, code, trigger }) => [`${code} ${rule.id}`, `${code} ${trigger}`, `${code} any`]));
  for (const text of protocol.texts) expect(sent.has(`${text.code} ${text.to}`), text, `the text of ${text.code} to \`${text.to}\``);
  return problems;
};
