import type { Lint } from '../lint.ts';
import type { Problem } from '../problem.ts';

/** Whatever has a name has it alone: states over all regions, ids over rules and requirements. */
export const duplicates: Lint = (protocol, margin) => {
  const problems: Problem[] = [];
  const once = <T extends object>(kind: string, definitions: readonly T[], nameOf: (definition: T) => string): void => {
    const first = new Map<string, T>();
    for (const definition of definitions) {
      const name = nameOf(definition);
      const earlier = first.get(name);
      if (earlier === undefined) first.set(name, definition);
      else problems.push({ place: margin.place(definition), problem: `there is another ${kind} \`${name}\` at ${margin.place(earlier)}` });
    }
  };
  once('state', protocol.states, ({ name }) => name);
  once('effect', protocol.effects, ({ name }) => name);
  once('event', protocol.events, ({ name }) => name);
  once('verb', protocol.commands, ({ verb }) => verb);
  once('argument', protocol.arguments, ({ name }) => name);
  once('condition', protocol.conditions, ({ phrase }) => phrase);
  once('id', [...protocol.rules, ...protocol.requirements], ({ id }) => id);
  once('reply code', protocol.replies, ({ code }) => String(code));
  once('row of allowed replies for', protocol.allowed, ({ verb }) => verb);
  once('text', protocol.texts, ({ code, to, language }) => [code, to, language ?? []].flat().join(' '));
  once('role', protocol.roles, ({ role }) => role);
  once('example', protocol.examples, ({ id }) => id);
  return problems;
};
