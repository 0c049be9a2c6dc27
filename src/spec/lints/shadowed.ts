import { decisionLists, distinctSessions } from '../decision-list.ts';
import type { Lint } from '../lint.ts';
import type { Rule } from '../model.ts';
import type { Problem } from '../problem.ts';
import { Sessions } from '../sessions.ts';

/**
 * Every row is taken somewhere: in one session at least it comes before any fitting `otherwise`, and before any row with
 * its own condition.
 */
export const shadowed: Lint = (protocol) => {
  const problems: Problem[] = [];
  const sessions = Sessions.of(protocol);
  if (!sessions.complete) return [];
  for (const list of decisionLists(protocol)) {
    const shadows = new Map<Rule, Rule>();
    const taken = new Set<Rule>();
    for (const { session } of distinctSessions(list, sessions)) {
      const before = new Map<string, Rule>();
      for (const rule of list.rows) {
        if (!sessions.fits(rule, session)) continue;
        const shadow = before.get('otherwise') ?? before.get(rule.when);
        if (shadow === undefined) taken.add(rule);
        else if (!shadows.has(rule)) shadows.set(rule, shadow);
        if (!before.has(rule.when)) before.set(rule.when, rule);
      }
    }
    for (const rule of list.rows) {
      if (taken.has(rule)) continue;
      const shadow = shadows.get(rule);
      // A row that names an unknown state fits nowhere, and `rule-names` says so already.
      if (shadow === undefined && rule.in.some((state) => sessions.region(state) === undefined)) continue;
      const problem = shadow === undefined
        ? `${rule.id} never applies to ${list.trigger}: no session gets into its states`
        : `${rule.id} is shadowed by ${shadow.id} for ${list.trigger}`;
      problems.push({ place: rule.place, problem });
    }
  }
  return problems;
};
