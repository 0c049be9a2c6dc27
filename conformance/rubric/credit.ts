import type { Table } from '../../src/machine/table.ts';
import type { Check } from '../check.ts';
import { VERDICTS, type CheckRecord, type Finding, type Verdict } from '../result.ts';
import type { Assignment } from './assignment.ts';
import { chooses, fitsPattern } from './choose-checks.ts';

/** What a check's record is worth in an assignment. */
export interface Credit {
  /** After the assignment's levels. */
  readonly verdict: Verdict;
  /** Part of the points, or `skip`: the check does not count. */
  readonly credit: number | 'skip';
  /** Why the assignment waives the check or counts it by another level; null where it does neither. */
  readonly because: string | null;
}

/** Beginning of the reason of a check that the run had no time or no server for. */
const NOT_RUN = 'not run: ';

/** Values a record by the assignment's credits, levels and waivers. */
export function creditOf(assignment: Assignment, check: Check, record: CheckRecord, table: Table): Credit {
  const waiver = assignment.waivers.find((one) => chooses(one, check, table));
  const judged = rejudge(assignment, check, record, table);
  if (waiver !== undefined) return { verdict: judged.verdict, credit: judged.verdict === 'skipped' || judged.verdict === 'harness-error' ? 'skip' : 1, because: waiver.reason };
  return { ...judged, credit: valueOf(assignment, record, judged.verdict) };
}

function valueOf({ credit }: Assignment, record: CheckRecord, verdict: Verdict): number | 'skip' {
  switch (verdict) {
    case 'skipped': return record.reason?.startsWith(NOT_RUN) === true ? credit.blocked : 'skip';
    case 'harness-error': return 'skip';
    case 'fail': return isRightClass(record) ? maximum(credit['right-class'], credit.fail) : credit.fail;
    default: return credit[verdict];
  }
}

function maximum(a: number | 'skip', b: number | 'skip'): number | 'skip' {
  return a === 'skip' || b === 'skip' ? a : Math.max(a, b);
}

/** Whether what failed was no more than the exact code of a reply. */
function isRightClass({ findings }: CheckRecord): boolean {
  const failed = findings.filter(({ verdict }) => verdict === 'fail');
  return failed.length > 0 && failed.every(({ expected, actual }) => {
    const code = /^([1-5])\d\d[ -]/.exec(actual);
    return code !== null && expected.some((text) => /^[1-5]\d\d\b/.test(text) && text.startsWith(code[1]!)) && !expected.some((text) => text.startsWith(code[0].slice(0, 3)));
  });
}

/** The verdict by the levels of the course. */
function rejudge(assignment: Assignment, check: Check, record: CheckRecord, table: Table): { verdict: Verdict; because: string | null } {
  let because: string | null = null;
  const whole = assignment.levels.find(({ rules, level, ...one }) => rules === undefined && chooses(one, check, table) && level !== undefined);
  const levelFor = (rule: string | null): (typeof whole) => {
    const found = whole ?? assignment.levels.find((one) => one.rules !== undefined && (rule === null ? one.rules.some((pattern) => check.rules.some((id) => fitsPattern(pattern, id))) : one.rules.some((pattern) => fitsPattern(pattern, rule))));
    if (found !== undefined) because = found.reason;
    return found;
  };
  const verdicts = record.findings.length > 0 && JUDGED.has(record.verdict)
    ? record.findings.map((finding: Finding) => moved(finding.verdict, levelFor(finding.rule)?.level))
    : [moved(record.verdict, levelFor(null)?.level)];
  const verdict = verdicts.reduce<Verdict>((worst, one) => (VERDICTS.indexOf(one) > VERDICTS.indexOf(worst) ? one : worst), 'pass');
  return { verdict, because: verdict === record.verdict ? null : because };
}

/** Verdicts that come from findings. */
const JUDGED: ReadonlySet<Verdict> = new Set(['fail', 'warn', 'tolerated']);

function moved(verdict: Verdict, level: 'MUST' | 'SHOULD' | 'MAY' | undefined): Verdict {
  if (level === 'MUST') return verdict === 'warn' || verdict === 'not-implemented' ? 'fail' : verdict;
  if (level === 'SHOULD') return verdict === 'fail' || verdict === 'not-implemented' ? 'warn' : verdict;
  if (level === 'MAY') return verdict === 'fail' || verdict === 'warn' ? 'tolerated' : verdict;
  return verdict;
}
