import { version } from '../../src/version.ts';
import { checkLevel } from '../check-level.ts';
import type { Check } from '../check.ts';
import type { CheckRecord, EndRecord } from '../result.ts';
import { causesOf } from './causes.ts';
import { creditOf, type Credit } from './credit.ts';
import { points, type Grade, type GradedCheck, type GradedStage, type Status } from './grade.ts';
import type { Plan } from './plan.ts';
import { scoreItem } from './score-item.ts';
import { textsOf } from './texts/texts.ts';

/** What is known of a submission besides its checks. */
export interface Circumstances {
  readonly submission: string;
  readonly status: Status;
  readonly message: string | null;
  readonly isolation: string;
  readonly language: string;
  readonly started: string;
  readonly duration: number;
  readonly key: string;
}

/** What an early end of the run means for the grade. */
export function statusOf(reason: EndRecord['reason'] | null): Status { return reason === 'complete' ? 'graded' : 'cut-short'; }

/** The grade that records of checks make by an assignment. Checks without a record earn nothing. */
export function gradeRun(plan: Plan, records: readonly CheckRecord[], about: Circumstances): Grade {
  const { assignment, suite } = plan;
  const byId = new Map(records.map((record) => [record.id, record]));
  const all = plan.checks.map((check) => ({ check, record: byId.get(check.id) ?? missing(plan, check, about.status === 'graded' ? 'the run ended before' : about.status) }));
  const credits = new Map<string, Credit>(all.map(({ check, record }) => [check.id, creditOf(assignment, check, record, suite.table)]));
  const stages = plan.stages.map(({ name, weight, items }): GradedStage => {
    const graded = items.map((item) => scoreItem(item, credits));
    const sum = (kinds: readonly string[], key: 'score' | 'max'): number => points(graded.filter(({ kind }) => kinds.includes(kind)).reduce((total, item) => total + item[key], 0));
    return { name, weight, score: sum(['points', 'bonus', 'penalty'], 'score'), max: sum(['points'], 'max'), manual: sum(['manual'], 'max'), items: graded };
  });
  const items = stages.flatMap((stage) => stage.items);
  const total = (kind: string): number => points(items.filter((item) => item.kind === kind).reduce((sum, { score }) => sum + score, 0));
  const lost = lostByCheck(items);
  const hidden = new Set(items.filter((item) => item.hidden).flatMap(({ shares }) => shares.map(({ check }) => check)));
  const open = new Set(items.filter((item) => !item.hidden).flatMap(({ shares }) => shares.map(({ check }) => check)));
  const graded = all.map(({ check: { id }, record }): Omit<GradedCheck, 'cause'> => {
    const { title, chapter, level, reason, findings, wire, ending, duration, reproduce } = record;
    const { verdict, because } = credits.get(id)!;
    return { id, title, chapter, level, verdict, because, reason, findings, wire, ending, duration, reproduce, hidden: hidden.has(id) && !open.has(id), lost: points(lost.get(id) ?? 0) };
  });
  const { causes, checks } = causesOf(graded, textsOf(about.language));
  return {
    type: 'grade', tool: 'ftpspec', version, assignment: assignment.name, protocol: assignment.protocol, ruleset: assignment.ruleset, ...about,
    score: points(Math.max(0, total('points') + total('bonus') + total('penalty'))),
    max: points(stages.reduce((sum, stage) => sum + stage.max, 0)), manual: points(stages.reduce((sum, stage) => sum + stage.manual, 0)),
    bonus: total('bonus'), penalty: total('penalty'), stages, checks, causes, disclosure: assignment.disclosure,
  };
}

function lostByCheck(items: readonly { readonly kind: string; readonly shares: readonly { check: string; points: number; max: number }[] }[]): Map<string, number> {
  const lost = new Map<string, number>();
  for (const item of items) {
    // A bonus that is not earned is no loss.
    if (item.kind === 'bonus') continue;
    for (const { check, points, max } of item.shares) lost.set(check, (lost.get(check) ?? 0) + max - points);
  }
  return lost;
}

function missing(plan: Plan, check: Check, reason: string): CheckRecord {
  return {
    type: 'check', id: check.id, title: check.title, chapter: check.chapter, rules: check.rules, level: checkLevel(plan.suite.table.protocol, check), verdict: 'skipped', ending: 'none',
    reason: `not run: ${reason}`, findings: [], wire: [], duration: 0, reproduce: '',
  };
}
