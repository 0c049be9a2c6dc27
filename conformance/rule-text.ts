import type { Protocol } from '../src/spec/model.ts';

/** The level of a rule or requirement; HABIT rows judge nothing and count as MAY. */
export function levelOf(protocol: Protocol, id: string): 'MUST' | 'SHOULD' | 'MAY' {
  const level = protocol.rules.find((rule) => rule.id === id)?.level ?? protocol.requirements.find((entry) => entry.id === id)?.level ?? 'MUST';
  return level === 'HABIT' ? 'MAY' : level;
}

/** A rule in words, and where it comes from. Requirements have their sentence; a row is read out. */
export function ruleText(protocol: Protocol, id: string): { sentence: string; source: string } {
  const requirement = protocol.requirements.find((entry) => entry.id === id);
  if (requirement !== undefined) return { sentence: requirement.sentence, source: requirement.source };
  const rule = protocol.rules.find((entry) => entry.id === id);
  if (rule === undefined) return { sentence: `unknown rule ${id}`, source: '' };
  const where = rule.in.length === 0 ? '' : `In ${rule.in.join(' or ')}, `;
  const when = rule.when === 'otherwise' ? '' : ` (${rule.when})`;
  const reply = rule.reply.map((alternatives) => alternatives.join(' or ')).join(', then ');
  const next = rule.next.length === 0 ? '' : ` and leads to ${rule.next.join(', ')}`;
  return { sentence: `${where}${rule.on.join(', ')}${when} is answered ${reply}${next}.`, source: rule.source };
}
