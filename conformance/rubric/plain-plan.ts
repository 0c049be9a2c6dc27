import type { Suite } from '../catalog.ts';
import type { Check } from '../check.ts';
import { assignmentSchema } from './assignment.ts';
import type { Item } from './item-schema.ts';
import type { Plan, PlannedItem } from './plan.ts';

/** A plan for checks without an assignment: a point each, an item a chapter; a warning costs nothing, as in the exit code of `check`. */
export function plainPlan(suite: Suite, checks: readonly Check[], name: string): Plan {
  const { protocol } = suite.table;
  const assignment = assignmentSchema.parse({ name, protocol: protocol.name, credit: { warn: 1, 'right-class': 0, flaky: 0 } });
  const chapters = [...new Set(checks.map(({ chapter }) => chapter))];
  const items = chapters.map((chapter): PlannedItem => {
    const own = checks.filter((check) => check.chapter === chapter);
    const item: Item = { name: protocol.chapters.find(({ slug }) => slug === chapter)?.title ?? chapter, kind: 'points', each: 1, share: 'equal', hidden: false, chapters: [chapter] };
    return { id: chapter, item, max: own.length, scale: 1, checks: own };
  });
  const nowhere = { line: 1, column: 1 };
  return {
    file: { assignment, path: name, text: '', problem: (_, message) => ({ ...nowhere, message }) }, assignment, suite,
    stages: [{ name: 'Checks', weight: null, max: checks.length, items }], checks, unscored: [], newer: 0,
  };
}
