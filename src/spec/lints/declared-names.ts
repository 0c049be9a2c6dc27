import type { Lint } from '../lint.ts';
import type { Problem } from '../problem.ts';

/** States name effects, commands arguments, allowed replies and texts verbs or events, examples conditions: all declared. */
export const declaredNames: Lint = (protocol, margin) => {
  const problems: Problem[] = [];
  const unless = (known: boolean, definition: object, problem: string): void => {
    if (!known) problems.push({ place: margin.place(definition), problem });
  };
  const effects = new Set(protocol.effects.map(({ name }) => name));
  for (const state of protocol.states) {
    unless(state.entry === null || effects.has(state.entry), state, `state \`${state.name}\` names an unknown effect \`${state.entry}\``);
  }
  const args = new Set(protocol.arguments.map(({ name }) => name));
  const canonical = new Set(protocol.commands.filter(({ aliasOf }) => aliasOf === null).map(({ verb }) => verb));
  for (const command of protocol.commands) {
    if (command.aliasOf === null) unless(args.has(command.argument), command, `\`${command.verb}\` names an unknown argument \`${command.argument}\``);
    else unless(canonical.has(command.aliasOf), command, `\`${command.verb}\` is an alias of an unknown verb \`${command.aliasOf}\``);
  }
  const triggers = new Set([...canonical, ...protocol.events.map(({ name }) => name)]);
  for (const allowed of protocol.allowed) {
    unless(triggers.has(allowed.verb), allowed, `allowed replies name an unknown verb \`${allowed.verb}\``);
  }
  const receivers = new Set([...triggers, ...protocol.rules.map(({ id }) => id), 'any']);
  for (const text of protocol.texts) unless(receivers.has(text.to), text, `the text of ${text.code} is for an unknown \`${text.to}\``);
  const conditions = new Set(protocol.conditions.map(({ phrase }) => phrase));
  for (const example of protocol.examples) {
    const facts = new Set(example.steps.flatMap((step) => (step.kind === 'send' ? step.facts : [])));
    for (const fact of facts) unless(conditions.has(fact), example, `example \`${example.id}\` names an unknown condition \`${fact}\``);
  }
  return problems;
};
