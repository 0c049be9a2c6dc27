import { diagnose, hintOf, titleOf } from './diagnose.ts';
import { points, type Cause, type GradedCheck } from './grade.ts';
import type { Texts } from './texts/texts.ts';

/** Gathers what was lost under the mistakes that cost it, the costliest first; what no symptom explains is a cause of its own. */
export function causesOf(checks: readonly Omit<GradedCheck, 'cause'>[], texts: Texts): { readonly causes: Cause[]; readonly checks: GradedCheck[] } {
  const groups = new Map<string, { title: string; hint: string | null; checks: Omit<GradedCheck, 'cause'>[] }>();
  const named = checks.map((check): GradedCheck => {
    // What was not run shows no mistake.
    if (check.lost <= 0 || check.verdict === 'skipped') return { ...check, cause: null };
    const known = diagnose(check);
    // Checks that were blocked for one reason without a symptom wait for one thing.
    const id = known?.id ?? (check.verdict === 'blocked' && check.reason !== null ? `blocked: ${check.reason.replace(/\d+/g, 'N').slice(0, 100)}` : check.id);
    const title = known !== null ? titleOf(known, texts) : check.findings.length === 0 && check.reason !== null ? check.reason : texts.text('cause.not-done', { check: check.title });
    const group = groups.get(id) ?? { title, hint: known !== null ? hintOf(known, texts) : check.findings.find(({ hint }) => hint !== null)?.hint ?? null, checks: [] };
    groups.set(id, group);
    group.checks.push(check);
    return { ...check, cause: id };
  });
  const causes = [...groups].map(([id, { title, hint, checks: of }]): Cause => ({
    id, title, hint, checks: of.toSorted((a, b) => evidence(b) - evidence(a)).map((check) => check.id), lost: points(of.reduce((sum, { lost }) => sum + lost, 0)),
  }));
  return { causes: causes.sort((a, b) => b.lost - a.lost || b.checks.length - a.checks.length || (a.id < b.id ? -1 : 1)), checks: named };
}

/** A check with findings shows more than one that was blocked. */
function evidence(check: Omit<GradedCheck, 'cause'>): number {
  return (check.findings.length > 0 ? 2 : 0) + (check.hidden ? 0 : 1);
}
