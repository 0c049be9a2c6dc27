import { VERDICTS, type Verdict } from '../conformance/result.ts';
import { terminalSafe } from './escape-terminal.ts';
import { VERDICT_COLOUR } from './paint.ts';
import { countsText, type Summary } from './summary.ts';
import type { Terminal } from './terminal.ts';

const ALWAYS: readonly Verdict[] = ['pass', 'fail'];
const SHORT: Readonly<Partial<Record<Verdict, string>>> = { 'not-implemented': 'not impl.', 'harness-error': 'our error', tolerated: 'tol.' };

/** The chapters and how many of their checks ended how; verdicts that nobody got have no column. A line each where a table is too wide. */
export function tableLines(summary: Summary, { paint, columns }: Terminal): string[] {
  const verdicts = VERDICTS.filter((verdict) => ALWAYS.includes(verdict) || summary.counts[verdict]);
  const full = ['checks', ...verdicts];
  const short = ['checks', ...verdicts.map((verdict) => SHORT[verdict] ?? verdict)];
  const left = Math.max(...summary.chapters.map(({ slug }) => terminalSafe(slug).length), 'chapter'.length);
  const headings = [full, short].find((one) => left + width(one) <= columns);
  if (headings === undefined) return summary.chapters.map(({ slug, counts }) => `${terminalSafe(slug)}: ${countsText(counts)}`);
  const row = (name: string, checks: number, counts: Summary['counts']): string => {
    const cells = verdicts.map((verdict, index) => {
      const cell = String(counts[verdict] ?? '-').padStart((headings[index + 1] ?? '').length + 2);
      return paint(counts[verdict] ? VERDICT_COLOUR[verdict] : 'dim', cell);
    });
    return `${name.padEnd(left)}${String(checks).padStart(8)}${cells.join('')}`;
  };
  return [
    paint('dim', `${'chapter'.padEnd(left)}${headings.map((heading) => `  ${heading}`).join('')}`),
    ...summary.chapters.map(({ slug, checks, counts }) => row(terminalSafe(slug), checks, counts)),
    ...(summary.chapters.length > 1 ? [row('all', summary.checks, summary.counts)] : []),
  ];
}

function width(headings: readonly string[]): number {
  return headings.reduce((sum, heading) => sum + heading.length + 2, 0);
}
