import { readFileSync } from 'node:fs';

/** Frozen versions of the suite. Checks that came later are not in them. */
export const RULESETS = ['2026.1'] as const;
export type Ruleset = (typeof RULESETS)[number];

/** The ids of a frozen version's checks by protocol. */
export function rulesetChecks(ruleset: Ruleset, protocol: string): ReadonlySet<string> {
  const all = JSON.parse(readFileSync(new URL(`rulesets/${ruleset}.json`, import.meta.url), 'utf8')) as Record<string, string[]>;
  return new Set(all[protocol] ?? []);
}
