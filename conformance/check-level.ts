import type { Protocol } from '../src/spec/model.ts';
import type { Check } from './check.ts';
import { levelOf } from '../src/spec/rule-text.ts';

/** The level of a check: the strictest of the rules and requirements that it cites. */
export function checkLevel(protocol: Protocol, check: Pick<Check, 'rules'>): 'MUST' | 'SHOULD' | 'MAY' {
  const levels = check.rules.map((rule) => levelOf(protocol, rule));
  return levels.includes('MUST') ? 'MUST' : levels.includes('SHOULD') ? 'SHOULD' : 'MAY';
}
