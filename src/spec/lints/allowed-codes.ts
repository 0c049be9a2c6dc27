import type { Lint } from '../lint.ts';

/** A rule answers with codes that are listed, or known as habits, for its verb. An event without a row of its own may end any command. */
export const allowedCodes: Lint = (protocol) => {
  const allowed = new Map(protocol.allowed.map((row) => [row.verb, new Set([...row.listed, ...row.habits])]));
  const all = new Set([...allowed.values()].flatMap((codes) => [...codes]));
  return protocol.rules.flatMap((rule) =>
    rule.on.flatMap((trigger) => {
      if (rule.reply.length === 0) return [];
      const codes = allowed.get(trigger) ?? (trigger.startsWith('[') ? all : undefined);
      if (codes === undefined) return [{ place: rule.place, problem: `${rule.id} answers ${trigger}, which has no row of allowed replies` }];
      return rule.reply.flat().filter((code) => !codes.has(code))
        .map((code) => ({ place: rule.place, problem: `${rule.id} answers ${trigger} with ${code}, which is not an allowed reply of ${trigger}` }));
    }));
};
