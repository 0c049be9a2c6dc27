import { points } from '../../conformance/rubric/grade.ts';
import type { Plan, PlannedItem } from '../../conformance/rubric/plan.ts';
import type { Page } from './page.ts';

/** What an assignment means, item by item: how much each is worth, and what its checks are. */
export function explainAssignment(page: Page, plan: Plan, checks: boolean): void {
  const { assignment, stages } = plan;
  page.title(assignment.name, `${assignment.protocol}, rule set ${assignment.ruleset}`);
  if (assignment.description !== undefined) page.text(assignment.description.trim());
  for (const stage of stages) {
    page.section(`${stage.name}: ${points(stage.max)} points`, stage.items.flatMap((planned) => itemLines(planned, checks)));
  }
  const { credit } = assignment;
  page.section('Credit', Object.entries(credit).map(([verdict, value]) => `${verdict.padEnd(16)} ${value === 'skip' ? 'does not count' : `${Math.round(value * 100)} %`}`));
  const exceptions = [...assignment.levels.map((one) => `${named(one)} count as ${one.level}: ${one.reason}`), ...assignment.waivers.map((one) => `${named(one)} cost nothing: ${one.reason}`)];
  if (exceptions.length > 0) page.section('Exceptions', exceptions);
  page.section('Not counted', [
    `${plan.unscored.length} checks in scope that no item chooses${checks && plan.unscored.length > 0 ? ':' : ''}`, ...(checks ? plan.unscored.map(({ id }) => `  ${id}`) : []),
    ...(plan.newer > 0 ? [`${plan.newer} checks that are newer than the rule set`] : []),
  ]);
}

function itemLines({ item, max, checks }: PlannedItem, all: boolean): string[] {
  const kind = item.kind === 'points' ? '' : `${item.kind}, `;
  const how = item.kind === 'manual' ? 'marked by hand' : `${checks.length} checks${item.share === 'all' ? ', all or nothing' : ''}${item.hidden ? ', hidden' : ''}`;
  return [`${String(points(max)).padStart(7)}  ${item.name} (${kind}${how})`, ...(all ? checks.map(({ id }) => `           ${id}`) : [])];
}

function named(one: { readonly checks?: readonly string[] | undefined; readonly rules?: readonly string[] | undefined; readonly verbs?: readonly string[] | undefined }): string {
  return [...(one.checks ?? []), ...(one.rules ?? []), ...(one.verbs ?? [])].join(', ');
}
