import type { WireEvent } from '../conformance/result.ts';
import { ruleText } from '../src/spec/rule-text.ts';
import type { Protocol } from '../src/spec/model.ts';
import { problemKey, type Problem } from './problem.ts';
import type { Scenario } from './scenario.ts';

/** A problem with the shortest scenario that shows it. */
export interface Finding {
  /** `fuzz/…`: the same for the same rule and symptom, whatever the server and the run. */
  readonly id: string;
  readonly problem: Problem;
  readonly verdict: 'fail' | 'warn' | 'crash' | 'flaky';
  readonly scenario: Scenario;
  /** How often it showed when the shortest scenario was played again, or the first one where it never did. */
  readonly rate: { readonly times: number; readonly of: number };
  /** Plays that shrinking took. */
  readonly plays: number;
  /** Where in the campaign it was met first; `seed` where it was that of a worker. */
  readonly met: { readonly scenario: number; readonly seconds: number; readonly steps: number; readonly seed?: number };
  readonly wire: readonly WireEvent[];
  /** What the server's process said or how it ended; null where it is not ours or lives. */
  readonly process: string | null;
}

/** The verdict that a problem deserves when it can be shown again. */
export function verdictOf(protocol: Protocol, problem: Problem): 'fail' | 'warn' | 'crash' {
  if (problem.kind === 'crash' || problem.kind === 'sanitizer') return 'crash';
  const levels = [problem.rule, ...problem.rules].map((rule) => ruleText(protocol, rule)?.level ?? 'MUST');
  return levels.includes('MUST') ? 'fail' : 'warn';
}

/** A name for the finding's file and record. */
export function findingId(problem: Problem): string {
  const words = problemKey(problem).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return `fuzz/${words.slice(0, 90)}`;
}
