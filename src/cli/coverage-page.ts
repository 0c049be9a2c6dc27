import { censuses } from '../generated/census.ts';
import type { DocumentTotals } from './coverage-totals.ts';
import type { Page } from './page.ts';
import { textTable } from './text-table.ts';
import type { Trace, TracedName } from './trace.ts';

/** The indexes that can be asked for. */
export const INDEXES = ['clause', 'check', 'command', 'reply', 'state', 'gap'] as const;
export type Index = (typeof INDEXES)[number];

/** Prints the totals, or one index; `document` limits those that go by clause. */
export function coveragePage(page: Page, by: Index | null, document: string | null, traced: Trace, totals: readonly DocumentTotals[]): void {
  switch (by) {
    case null: return totalsPage(page, document === null ? totals : totals.filter((one) => one.document === document));
    case 'clause': return clausePage(page, document, traced);
    case 'check': return traced.checks.forEach(({ id, rules, clauses }) => entry(page, id, { rules, clauses }));
    case 'command': return names(page, traced.commands);
    case 'reply': return names(page, traced.replies);
    case 'state': return names(page, traced.states);
    case 'gap': return gapPage(page, document);
  }
}

function totalsPage(page: Page, totals: readonly DocumentTotals[]): void {
  const header = ['document', 'sentences', 'rules', 'requirements', 'reason alone', 'MUST', 'shown by checks'];
  table(page, 'Normative sentences, and what holds them', header, totals.map((one) =>
    [one.document, one.sentences, one.byRules, one.byRequirements, one.byReasonAlone, one.musts, one.mustsShown].map(String)));
  const kinds = new Map<string, number>();
  for (const { reasons } of totals) for (const [kind, count] of Object.entries(reasons)) kinds.set(kind, (kinds.get(kind) ?? 0) + count);
  table(page, 'Reasons', ['reason', 'sentences'], [...kinds].sort(([, a], [, b]) => b - a).map(([kind, count]) => [kind, String(count)]));
}

function clausePage(page: Page, document: string | null, { clauses }: Trace): void {
  for (const { clause, sentences, rules, checks, reasons } of clauses) {
    if (document === null || clause.startsWith(`${document} `)) entry(page, `${clause}  ${sentences} sentence${sentences === 1 ? '' : 's'}`, { rules, checks, reasons });
  }
}

function names(page: Page, traced: readonly TracedName[]): void {
  for (const { name, rules, checks, clauses } of traced) entry(page, name, { rules, checks, clauses });
}

/** A heading and what is listed under each word, but for what is empty. */
function entry(page: Page, heading: string, lists: Readonly<Record<string, readonly string[]>>): void {
  const rows = Object.entries(lists).filter(([, words]) => words.length > 0).map(([name, words]) => [name, words.join(name === 'reasons' ? '; ' : ', ')]);
  page.section(heading, rows.length === 0 ? ['nothing'] : textTable(['', ''], rows, page.width).slice(2));
}

function gapPage(page: Page, document: string | null): void {
  const found = censuses.filter((census) => document === null || census.document === document).flatMap((census) => census.sections.flatMap(({ clause, entries }) =>
    entries.flatMap(({ sentence, reasons }) => reasons.filter(({ kind }) => kind === 'gap').map(({ text }) => [`${census.document} ${clause}`, text ?? '', sentence]))));
  table(page, 'Demanded, and not held yet', ['clause', 'what is missing', 'sentence'], found);
}

function table(page: Page, heading: string, header: readonly string[], rows: readonly (readonly string[])[]): void {
  page.section(heading, rows.length === 0 ? ['none'] : textTable(header, rows, page.width));
}
