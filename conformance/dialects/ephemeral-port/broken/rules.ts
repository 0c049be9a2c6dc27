import type { Protocol } from '../../../../src/spec/model.ts';
import type { Check } from '../../../check.ts';
import { fault, type Fault } from '../../../broken/fault.ts';
import { otherRules } from './change.ts';

/** A word that is wrong wherever it stands in place of another. */
const WRONG = 450;

/** One faulty server for each rule that some check cites: where it applies another word is said, or one instead of silence. */
export function ruleFaults(protocol: Protocol, checks: readonly Check[]): Fault[] {
  return protocol.rules.flatMap((rule) => {
    const caughtBy = checks.filter(({ rules }) => rules.includes(rule.id)).map(({ id }) => id);
    if (caughtBy.length === 0 || rule.reply.length === 0) return [];
    return [fault({
      id: `rules/${rule.id}`, title: `says another word where ${rule.id} applies`, seen: null, caughtBy,
      parts: () => otherRules({ [rule.id]: { reply: [[WRONG], ...rule.reply.slice(1)] } }),
    })];
  });
}
