import { existsSync, readFileSync } from 'node:fs';
import { parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import type { Verdict } from '../../conformance/result.ts';
import { writeWhole } from '../../reports/write-whole.ts';
import { FtpspecError } from '../ftpspec-error.ts';

/** Known failures: check ids with their verdicts. */
export type Baseline = ReadonlyMap<string, Verdict>;

/** Where a run differs from its baseline. */
export interface Drift {
  /** In the baseline, and passing now. */
  readonly mended: readonly string[];
  /** Failing, and not in the baseline. */
  readonly fresh: readonly string[];
  /** In the baseline, and no check of this run. */
  readonly unknown: readonly string[];
}

const FAILING: ReadonlySet<string> = new Set(['fail', 'crash', 'flaky', 'blocked', 'warn']);
const schema = z.strictObject({ baseline: z.literal(1), checks: z.record(z.string(), z.string()) });

/** @throws FtpspecError `BAD_BASELINE` */
export function readBaseline(path: string): Baseline {
  if (!existsSync(path)) throw new FtpspecError('BAD_BASELINE', `there is no baseline ${path}`, { hint: 'Write it with --write-baseline.' });
  const document = parseDocument(readFileSync(path, 'utf8'));
  const problem = document.errors[0];
  if (problem !== undefined) throw new FtpspecError('BAD_BASELINE', `${path}: ${problem.message}`);
  const result = schema.safeParse(document.toJS({ maxAliasCount: 10 }));
  if (!result.success) throw new FtpspecError('BAD_BASELINE', `${path}: ${result.error.issues[0]?.path.join('.')}: ${result.error.issues[0]?.message}`, { hint: 'Write it with --write-baseline.' });
  return new Map(Object.entries(result.data.checks) as [string, Verdict][]);
}

/** Writes what fails now as the known failures. @throws ReportError `unwritable` */
export function writeBaseline(path: string, checks: readonly { readonly id: string; readonly verdict: Verdict }[]): void {
  const failing = checks.filter(({ verdict }) => FAILING.has(verdict)).map(({ id, verdict }) => [id, verdict] as const).toSorted(([a], [b]) => (a < b ? -1 : 1));
  writeWhole(path, `# Known failures, written by ftpspec --write-baseline. A run fails when one of these passes or another check fails.\n${stringify({ baseline: 1, checks: Object.fromEntries(failing) })}`, 'the baseline');
}

/** Compares a run with its baseline. Which failure it is counts as little as a time: a blocked check may fail tomorrow. */
export function driftFrom(baseline: Baseline, checks: readonly { readonly id: string; readonly verdict: Verdict }[]): Drift {
  const now = new Map(checks.map(({ id, verdict }) => [id, verdict]));
  const known = [...baseline.keys()];
  return {
    mended: known.filter((id) => now.has(id) && !FAILING.has(now.get(id)!) && now.get(id) !== 'skipped'),
    fresh: checks.filter(({ id, verdict }) => FAILING.has(verdict) && !baseline.has(id)).map(({ id }) => id),
    unknown: known.filter((id) => !now.has(id)),
  };
}

/** A drift as lines for people; none when there is no drift. */
export function driftLines({ mended, fresh, unknown }: Drift): string[] {
  return [
    ...fresh.map((id) => `new failure: ${id}`),
    ...mended.map((id) => `passes now, take it out of the baseline: ${id}`),
    ...unknown.map((id) => `in the baseline, but no check of this run: ${id}`),
  ];
}
