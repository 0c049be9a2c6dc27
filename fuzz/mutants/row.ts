/** What became of one faulty server. */
export interface Row {
  readonly fault: string;
  readonly title: string;
  /** A check of the suite that catches it, as `conformance/broken/matrix.test.ts` proves each time; null where none is meant for it. */
  readonly suite: string | null;
  /** What the fuzzer found, and the generator that did; null for nothing in the time. */
  readonly fuzzer: Found | null;
  /** Scenarios that were played in the time. */
  readonly played?: number;
}

export interface Found {
  readonly finding: string;
  readonly generator: string;
  readonly sessions: number;
  readonly seconds: number;
  /** Plays that shrinking took; null where it was not tried. */
  readonly plays: number | null;
  /** Steps of the scenario that showed it first and of the least one. */
  readonly steps: readonly [first: number, least: number] | null;
}

/** All that is known so far. */
export interface Rows {
  /** Seconds that the fuzzer has for each. */
  readonly seconds: number;
  /** How many faulty servers there are. */
  readonly of: number;
  readonly faults: readonly Row[];
}
