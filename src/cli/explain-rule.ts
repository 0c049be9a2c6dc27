import type { Check } from '../../conformance/check.ts';
import { ruleText } from '../spec/rule-text.ts';
import type { Table } from '../machine/table.ts';
import { exampleLines } from './example-lines.ts';
import { checkLines } from './list-checks.ts';
import type { Page } from './page.ts';
import { ruleRows } from './rule-rows.ts';

/** A rule row or requirement: its sentence, its row, an example, and the checks that cite it. */
export function explainRule(page: Page, table: Table, checks: readonly Check[], id: string): void {
  const { protocol } = table;
  const rule = table.rules.get(id);
  const requirement = protocol.requirements.find((one) => one.id === id);
  const text = ruleText(protocol, id)!;
  page.title(id, `${text.level}, ${text.source} (${(rule ?? requirement)!.place})`);
  page.text(text.sentence);
  if (rule !== undefined) {
    page.section('Row', ruleRows([rule], page.width));
    const condition = protocol.conditions.find(({ phrase }) => phrase === rule.when);
    if (condition !== undefined) page.section(`"${condition.phrase}"`, [condition.meaning, `A tester: ${condition.recipe}`]);
    const rivals = rule.on.length > 1 ? [] : table.rows(rule.on[0]!).map((row) => row.rule).filter((other) => other !== rule && meets(other.in, rule.in));
    page.section(`Other rows for ${rule.on[0]}, in the order in which they are tried`, rivals.length === 0 ? [] : ruleRows(rivals, page.width, rule.on[0]));
  }
  const example = protocol.examples.find(({ shows }) => shows.includes(id));
  if (example !== undefined) page.section(`Example: ${example.title}`, exampleLines(example));
  const untested = requirement?.untested ?? null;
  page.section('Not tested from outside', untested === null ? [] : [untested]);
  const citing = checks.filter(({ rules }) => rules.includes(id));
  page.section(`Checks that cite it (ftpspec check --rule ${id})`, citing.length === 0 ? ['none'] : checkLines(citing, table));
}

/** Rows in different states do not compete. */
function meets(one: readonly string[], other: readonly string[]): boolean {
  return one.length === 0 || other.length === 0 || one.some((state) => other.includes(state));
}
