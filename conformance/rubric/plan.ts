import { catalog, SUITES, type Suite } from '../catalog.ts';
import type { Check } from '../check.ts';
import { AssignmentError, type AssignmentProblem } from './assignment-error.ts';
import type { Assignment } from './assignment.ts';
import { chooses, inScope, strangers, type Chooser } from './choose-checks.ts';
import type { Item, Stage } from './item-schema.ts';
import type { AssignmentFile } from './read-assignment.ts';
import { rulesetChecks } from './ruleset.ts';

/** An item with its checks and what it is worth. */
export interface PlannedItem {
  /** Made from the name, unlike any other: stays when items are added. */
  readonly id: string;
  readonly item: Item;
  /** What can be earned or lost, in points of the total. */
  readonly max: number;
  /** How the file's points become those of the total. */
  readonly scale: number;
  readonly checks: readonly Check[];
}

export interface PlannedStage {
  readonly name: string;
  readonly weight: number | null;
  /** What can be earned in it, bonus and penalties aside, by hand or not. */
  readonly max: number;
  readonly items: readonly PlannedItem[];
}

/** An assignment, worked out against the suite. */
export interface Plan {
  readonly file: AssignmentFile;
  readonly assignment: Assignment;
  readonly suite: Suite;
  readonly stages: readonly PlannedStage[];
  /** Those that an item needs, in the order of the suite. */
  readonly checks: readonly Check[];
  /** Checks in scope that no item chooses. */
  readonly unscored: readonly Check[];
  /** How many checks are newer than the rule set. */
  readonly newer: number;
}

/** Items where an assignment has none: each MUST in scope counts the same. */
const WHOLE: Stage = { name: 'All checks', items: [{ name: 'Conformance', kind: 'points', points: 100, share: 'equal', hidden: false, level: 'MUST' }] };

/**
 * Works an assignment out: which check counts where and for how much.
 * @throws AssignmentError for names that nothing has, and items that are left without a check
 */
export function planAssignment(file: AssignmentFile): Plan {
  const { assignment } = file;
  const suite = SUITES[assignment.protocol]!;
  const { table } = suite;
  const all = catalog(table);
  const frozen = assignment.ruleset === 'latest' ? null : rulesetChecks(assignment.ruleset, assignment.protocol);
  const known = all.filter((check) => frozen?.has(check.id) ?? true);
  const scope = known.filter((check) => inScope(assignment.scope, check, table));
  const stages: Stage[] = assignment.stages ?? (assignment.items === undefined ? [WHOLE] : [{ name: assignment.name, items: assignment.items }]);
  const problems: AssignmentProblem[] = choosers(assignment).flatMap(({ path, chooser }) => strangers(chooser, all, table).map(({ key, message }) => file.problem([...path, key], message)));
  const weights = stages.reduce((sum, stage) => sum + (stage.weight ?? 0), 0);
  const total = assignment.points ?? 100;
  const taken = new Set<string>();
  const ids = new Set<string>();
  const earning = new Map(stages.flatMap((stage) => stage.items).filter(({ kind }) => kind === 'points' || kind === 'bonus').map((item) => {
    const checks = scope.filter((check) => !taken.has(check.id) && chooses(item, check, table));
    for (const check of checks) taken.add(check.id);
    return [item, checks];
  }));
  // A penalty looks at checks that earn points elsewhere too, and by `*` at these alone.
  const penalized = (item: Item): Check[] => scope.filter((check) => chooses(item, check, table) && (item.checks?.includes('*') !== true || taken.has(check.id)));
  const planned = stages.map((stage, at): PlannedStage => {
    const chosen = stage.items.map((item, index) => {
      const checks = item.kind === 'manual' ? [] : (earning.get(item) ?? penalized(item));
      if (item.kind !== 'manual' && checks.length === 0 && problems.length === 0) problems.push(file.problem(itemPath(assignment, at, index), `"${item.name}" has no check: none in scope fits that an earlier item has not taken`));
      return { item, checks, raw: rawPoints(item, checks.length) };
    });
    const raw = chosen.reduce((sum, { item, raw }) => sum + (item.kind === 'points' || item.kind === 'manual' ? raw : 0), 0);
    const max = stage.weight === undefined ? raw : (total * stage.weight) / weights;
    const scale = raw === 0 ? 1 : max / raw;
    return { name: stage.name, weight: stage.weight ?? null, max, items: chosen.map(({ item, checks, raw }) => ({ id: idFor(item.name, ids), item, max: raw * scale, scale, checks })) };
  });
  if (problems.length > 0) throw new AssignmentError(file.path, problems);
  const needed = new Set(planned.flatMap((stage) => stage.items.flatMap(({ checks }) => checks.map(({ id }) => id))));
  return { file, assignment, suite, stages: planned, checks: all.filter(({ id }) => needed.has(id)), unscored: scope.filter(({ id }) => !needed.has(id)), newer: all.length - known.length };
}

function rawPoints(item: Item, checks: number): number {
  if (item.each === undefined) return item.points ?? 0;
  return Math.min(item.each * checks, item.most ?? Infinity);
}

function itemPath(assignment: Assignment, stage: number, item: number): PropertyKey[] {
  return assignment.stages === undefined ? ['items', item] : ['stages', stage, 'items', item];
}

function choosers(assignment: Assignment): { path: PropertyKey[]; chooser: Chooser }[] {
  const items = assignment.stages?.flatMap((stage, at) => stage.items.map((item, index) => ({ path: ['stages', at, 'items', index] as PropertyKey[], chooser: item as Chooser })))
    ?? (assignment.items ?? []).map((item, index) => ({ path: ['items', index] as PropertyKey[], chooser: item as Chooser }));
  return [
    { path: ['scope'], chooser: assignment.scope }, ...items,
    ...assignment.levels.map((one, index) => ({ path: ['levels', index] as PropertyKey[], chooser: { ...one, level: undefined } })),
    ...assignment.waivers.map((chooser, index) => ({ path: ['waivers', index] as PropertyKey[], chooser })),
  ];
}

function idFor(name: string, taken: Set<string>): string {
  const stem = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'item';
  let id = stem;
  for (let number = 2; taken.has(id); number += 1) id = `${stem}-${number}`;
  taken.add(id);
  return id;
}
