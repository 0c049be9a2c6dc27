import type { CheckOptions } from './check-options.ts';

/** The options of `fuzz` as commander hands them over. Times in milliseconds. */
export interface FuzzOptions extends Pick<CheckOptions, 'spawn' | 'reference' | 'protocol' | 'user' | 'password' | 'account' | 'root' | 'timeout' | 'concurrency' | 'strict' | 'exitZero' | 'report'> {
  readonly time?: number;
  readonly runs?: number;
  readonly seed?: number;
  readonly maxFindings: number;
  /** Processes that search. */
  readonly workers: number;
  readonly generator: readonly string[];
  readonly corpus?: string;
}

/** Milliseconds of a campaign that has no other end. */
const ENOUGH = 60_000;

/** When a campaign ends: after so many scenarios, so much time, or a minute. */
export function limitsOf({ time, runs }: Pick<FuzzOptions, 'time' | 'runs'>): { readonly time: number; readonly runs: number } {
  return { time: time ?? (runs === undefined ? ENOUGH : Infinity), runs: runs ?? Infinity };
}
