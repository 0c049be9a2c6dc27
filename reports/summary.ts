import { VERDICTS, type CheckRecord, type Verdict } from '../conformance/result.ts';
import type { Protocol } from '../src/spec/model.ts';
import type { Log } from './log.ts';

export type Counts = Readonly<Partial<Record<Verdict, number>>>;

export interface ChapterSummary {
  readonly slug: string;
  readonly title: string;
  readonly checks: number;
  readonly counts: Counts;
}

export interface Summary {
  readonly checks: number;
  readonly counts: Counts;
  /** In the order of the specification, then those that it does not know. */
  readonly chapters: readonly ChapterSummary[];
  /** Checks that were selected and left no record. */
  readonly notRun: number;
  /** Why the run is not whole, or null when it is. */
  readonly cutShort: string | null;
  /** Milliseconds; the sum over the checks when the run did not end by itself. */
  readonly duration: number;
}

const CUTS = {
  complete: null,
  deadline: 'the time allowed for the run was over',
  interrupted: 'the run was interrupted',
  'testee-lost': 'the server went away and did not come back',
} as const;

export function summarize(log: Log, protocol: Protocol | null): Summary {
  const { checks, end, run } = log;
  return {
    checks: checks.length,
    counts: countVerdicts(checks),
    chapters: chaptersOf(checks, protocol),
    notRun: Math.max(0, run.selected - checks.length),
    cutShort: end === null ? 'the log ends before the run did' : CUTS[end.reason],
    duration: end?.duration ?? checks.reduce((sum, check) => sum + check.duration, 0),
  };
}

/** `212 checks: 205 pass, 3 tolerated, 2 warn, 2 fail (1.9 s)`, and what is missing when the run was cut short. */
export function summaryLine(summary: Summary): string {
  const line = `${summary.checks} check${summary.checks === 1 ? '' : 's'}: ${countsText(summary.counts) || 'nothing ran'} (${time(summary.duration)})`;
  const missing = summary.notRun > 0 ? `${summary.notRun} not run` : null;
  const rest = [summary.cutShort, missing].filter((part) => part !== null);
  return rest.length > 0 ? `${line}; ${rest.join(', ')}` : line;
}

/** `205 pass, 3 tolerated, 2 fail`; empty when there is nothing to count. */
export function countsText(counts: Counts): string {
  return VERDICTS.filter((verdict) => counts[verdict]).map((verdict) => `${counts[verdict]} ${verdict}`).join(', ');
}

/** Milliseconds as `0.4 ms`, `31 ms`, `1.9 s` or `2 min 5 s`. */
export function time(milliseconds: number): string {
  if (milliseconds < 9.95) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** How often each verdict was given. */
export function countVerdicts(checks: readonly CheckRecord[]): Counts {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of checks) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

function chaptersOf(checks: readonly CheckRecord[], protocol: Protocol | null): ChapterSummary[] {
  const titles = new Map(protocol?.chapters.map((chapter) => [chapter.slug, chapter.title]));
  const groups = new Map<string, CheckRecord[]>([...titles.keys()].map((slug) => [slug, []]));
  for (const check of checks) {
    const group = groups.get(check.chapter);
    if (group) group.push(check);
    else groups.set(check.chapter, [check]);
  }
  return [...groups].filter(([, group]) => group.length > 0).map(([slug, group]) => (
    { slug, title: titles.get(slug) ?? slug, checks: group.length, counts: countVerdicts(group) }
  ));
}
