import type { Tester } from './tester.ts';

/** One fact about a server, with the rules that demand it. */
export interface Check {
  /** `chapter/what-it-shows`; never changes once published. */
  readonly id: string;
  /** A present-tense sentence about a conforming server. */
  readonly title: string;
  readonly chapter: string;
  /** Rule and requirement ids; the level of the check is the strictest of theirs. */
  readonly rules: readonly string[];
  /** Verbs that the check is about, for selection. */
  readonly verbs: readonly string[];
  /** Runs alone: it disturbs other sessions, or is disturbed by them. */
  readonly exclusive: boolean;
  /** Gives wrong passwords, for which a server may turn the address away afterwards (RFC 2577 §5): runs when all others have. */
  readonly guesses: boolean;
  /** Shows that sessions leave each other alone: runs first, and a server that fails it gets one session at a time from then on. */
  readonly apart: boolean;
  readonly run: (tester: Tester) => Promise<void>;
}

/** What a check may say beside its rules. */
export interface CheckOptions {
  readonly verbs?: readonly string[];
  readonly exclusive?: boolean;
  readonly guesses?: boolean;
  readonly apart?: boolean;
}

/** Declares a check. */
export function check(id: string, title: string, rules: readonly string[], run: Check['run'], options: CheckOptions = {}): Check {
  const chapter = id.slice(0, id.indexOf('/'));
  return { id, title, chapter, rules, verbs: options.verbs ?? [], exclusive: options.exclusive ?? false, apart: options.apart ?? false, guesses: options.guesses ?? false, run };
}
