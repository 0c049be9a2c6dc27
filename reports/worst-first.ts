import { VERDICTS, type CheckRecord, type Verdict } from '../conformance/result.ts';

/** Something to look into: a check, and those that could not run because of it. */
export interface Trouble {
  /** The root cause; null where the reason of the blocked ones names no check of this run. */
  readonly check: CheckRecord | null;
  /** The reason that the blocked checks give; empty for a root cause that blocks nothing. */
  readonly reason: string;
  readonly blocked: readonly CheckRecord[];
}

const OF_ITS_OWN: ReadonlySet<Verdict> = new Set(['harness-error', 'crash', 'fail', 'flaky', 'warn']);

/** From the worst verdict to the mildest; equal ones in the order in which they ended. */
export function worstFirst(checks: readonly CheckRecord[]): CheckRecord[] {
  return checks.toSorted((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict));
}

/**
 * What went wrong, worst first and each cause once: blocked checks stand under the check that their reason names, and
 * those with another reason are gathered by it after the failures and before the warnings.
 */
export function troubles(checks: readonly CheckRecord[]): Trouble[] {
  const causes = worstFirst(checks.filter((check) => OF_ITS_OWN.has(check.verdict)));
  const known = new Map(causes.map((check) => [check.id, check]));
  const under = new Map<CheckRecord, CheckRecord[]>();
  const loose = new Map<string, CheckRecord[]>();
  for (const check of checks) {
    if (check.verdict !== 'blocked') continue;
    const cause = causeOf(check, known);
    if (cause) gather(under, cause, check);
    else gather(loose, check.reason ?? 'no reason given', check);
  }
  const found = causes.map((check) => ({ check, reason: '', blocked: under.get(check) ?? [] }));
  const orphans = [...loose].map(([reason, blocked]) => ({ check: null, reason, blocked }));
  const warnings = found.findIndex((trouble) => trouble.check.verdict === 'warn');
  const middle = warnings < 0 ? found.length : warnings;
  return [...found.slice(0, middle), ...orphans, ...found.slice(middle)];
}

/** The check that the reason of a blocked check names, if it is among `known`. */
export function causeOf(blocked: CheckRecord, known: ReadonlyMap<string, CheckRecord>): CheckRecord | null {
  const reason = blocked.reason ?? '';
  const words = [reason, ...reason.split(/[\s,;()'"`]+/u).map((word) => word.replace(/[.:]+$/u, ''))];
  for (const word of words) {
    const check = known.get(word);
    if (check && check !== blocked) return check;
  }
  return null;
}

function gather<Key>(groups: Map<Key, CheckRecord[]>, key: Key, check: CheckRecord): void {
  const group = groups.get(key);
  if (group) group.push(check);
  else groups.set(key, [check]);
}
