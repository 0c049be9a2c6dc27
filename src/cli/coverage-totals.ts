import { censuses } from '../generated/census.ts';
import type { Census, CensusEntry, Reason } from '../spec/census/census.ts';

/** What becomes of the sentences of one document. */
export interface DocumentTotals {
  readonly document: string;
  readonly sentences: number;
  /** Held by at least one rule row; by at least one requirement; by nothing but decisions and reasons. */
  readonly byRules: number;
  readonly byRequirements: number;
  readonly byReasonAlone: number;
  /** Of level MUST, and how many of those a rule or requirement holds that a check cites. */
  readonly musts: number;
  readonly mustsShown: number;
  /** Sentences that give a reason of each kind. */
  readonly reasons: Readonly<Partial<Record<Reason['kind'], number>>>;
}

/** The totals of each document of the census. */
export function documentTotals(cited: ReadonlySet<string>): DocumentTotals[] {
  return censuses.map((census) => totalsOf(census, cited));
}

function totalsOf({ document, sections }: Census, cited: ReadonlySet<string>): DocumentTotals {
  const entries = sections.flatMap((section) => section.entries);
  const count = (fits: (entry: CensusEntry) => boolean): number => entries.filter(fits).length;
  const reasons: Partial<Record<Reason['kind'], number>> = {};
  for (const entry of entries) for (const kind of new Set(entry.reasons.map((reason) => reason.kind))) reasons[kind] = (reasons[kind] ?? 0) + 1;
  return {
    document,
    sentences: entries.length,
    byRules: count(({ rules }) => rules.some((id) => !isRequirement(id))),
    byRequirements: count(({ rules }) => rules.some(isRequirement)),
    byReasonAlone: count(({ rules }) => rules.length === 0),
    musts: count(({ level }) => level === 'MUST'),
    mustsShown: count(({ level, rules }) => level === 'MUST' && rules.some((id) => cited.has(id))),
    reasons,
  };
}

const isRequirement = (id: string): boolean => /-R\d+$/.test(id);
