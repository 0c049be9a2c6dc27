import type { Lint } from '../lint.ts';
import { ROLES } from '../model.ts';

/** A role names a rule or requirement that there is; a protocol that gives one role gives them all. */
export const roles: Lint = (protocol, margin) => {
  const known = new Set([...protocol.rules, ...protocol.requirements].map(({ id }) => id));
  const unknown = protocol.roles.filter(({ rule }) => !known.has(rule)).map((one) => ({ place: margin.place(one), problem: `the role \`${one.role}\` is given to an unknown rule \`${one.rule}\`` }));
  const last = protocol.roles.at(-1);
  const missing = last === undefined ? [] : ROLES.filter((role) => !protocol.roles.some((one) => one.role === role));
  return [...unknown, ...missing.map((role) => ({ place: margin.place(last!), problem: `no rule has the role \`${role}\`` }))];
};
