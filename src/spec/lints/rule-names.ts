import type { Lint } from '../lint.ts';

/** Rules name states, verbs, events and conditions that are declared, and verbs by their canonical name. */
export const ruleNames: Lint = (protocol) => {
  const states = new Set(protocol.states.map(({ name }) => name));
  const events = new Set(protocol.events.map(({ name }) => name));
  const commands = new Map(protocol.commands.map((command) => [command.verb, command]));
  const conditions = new Set(protocol.conditions.map(({ phrase }) => phrase));
  return protocol.rules.flatMap((rule) => {
    const problems: string[] = [];
    for (const state of new Set([...rule.in, ...rule.next])) {
      if (!states.has(state)) problems.push(`${rule.id} names an unknown state \`${state}\``);
    }
    for (const trigger of rule.on) {
      const aliasOf = commands.get(trigger)?.aliasOf ?? null;
      if (trigger.startsWith('[')) {
        if (!events.has(trigger)) problems.push(`${rule.id} names an unknown event \`${trigger}\``);
      } else if (!commands.has(trigger)) {
        problems.push(`${rule.id} names an unknown verb \`${trigger}\``);
      } else if (aliasOf !== null) {
        problems.push(`${rule.id} names \`${trigger}\`, an alias of \`${aliasOf}\`: its rules are those of \`${aliasOf}\``);
      }
    }
    if (rule.when !== 'otherwise' && !conditions.has(rule.when)) {
      problems.push(`${rule.id} names an unknown condition \`${rule.when}\``);
    }
    return problems.map((problem) => ({ place: rule.place, problem }));
  });
};
