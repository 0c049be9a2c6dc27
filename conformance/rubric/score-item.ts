import { points, type GradedItem, type Share } from './grade.ts';
import type { Credit } from './credit.ts';
import type { PlannedItem } from './plan.ts';

/**
 * What an item earns, or as a penalty costs. Checks that do not count leave their points to the others; an item of which
 * none counts earns nothing.
 */
export function scoreItem(planned: PlannedItem, credits: ReadonlyMap<string, Credit>): GradedItem {
  const { id, item, max, checks } = planned;
  const fields = { id, name: item.name, kind: item.kind, note: item.note ?? null, hidden: item.hidden };
  if (item.kind === 'manual') return { ...fields, score: 0, max: points(max), shares: [] };
  const values = checks.map((check) => ({ check: check.id, credit: partOf(item, credits.get(check.id)) }));
  const counted = values.filter(({ credit }) => credit !== null).length;
  const shares = item.kind === 'penalty' ? penalties(planned, values) : earnings(item.share, max, counted, values);
  const score = shares.reduce((sum, share) => sum + share.points, 0);
  return { ...fields, score: points(item.kind === 'penalty' ? Math.max(score, -max) : score), max: points(max), shares };
}

type Value = Pick<Share, 'check' | 'credit'>;

/** The part of its points that a check earns; of a penalty, the part that it does not cost. */
function partOf(item: PlannedItem['item'], credit: Credit | undefined): number | null {
  if (credit === undefined) return 0;
  if (credit.credit === 'skip') return null;
  if (item.kind !== 'penalty' || item.verdicts === undefined) return credit.credit;
  return item.verdicts.includes(credit.verdict) ? 0 : 1;
}

function earnings(share: 'equal' | 'all', max: number, counted: number, values: readonly Value[]): Share[] {
  const each = counted === 0 ? 0 : max / counted;
  const all = values.every(({ credit }) => credit === null || credit === 1);
  return values.map(({ check, credit }) => {
    const earned = credit === null ? 0 : share === 'equal' ? credit : all ? 1 : 0;
    return { check, credit, points: each * earned, max: credit === null ? 0 : each };
  });
}

function penalties({ item, max, scale }: PlannedItem, values: readonly Value[]): Share[] {
  const failing = values.filter(({ credit }) => credit !== null && credit < 1);
  const each = item.each !== undefined ? item.each * scale : item.share === 'all' ? max / Math.max(1, failing.length) : max / Math.max(1, values.length);
  return values.map(({ check, credit }) => {
    const cost = credit === null || credit === 1 ? 0 : each * (item.share === 'all' ? 1 : 1 - credit);
    return { check, credit, points: cost === 0 ? 0 : -cost, max: 0 };
  });
}
