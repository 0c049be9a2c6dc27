/** What became of one faulty server. */
export interface Row {
  readonly fault: string;
  readonly title: string;
  /** What the suite found: null for nothing, or where no check is meant for it; left out where it was not shown to the suite. */
  readonly suite?: Caught | null;
  /** What the fuzzer found, and the generator that did: null for nothing in the time; left out where it was not shown to the fuzzer. */
  readonly fuzzer?: Found | null;
  /** Scenarios that were played in the time. */
  readonly played?: number;
  /** Seconds that the fuzzer had. */
  readonly given?: number;
}

export interface Caught {
  /** The check that fails. */
  readonly check: string;
  /** Seconds with the start of the server, the making of fixtures and the checks before this one that are meant for the fault. */
  readonly seconds: number;
}

export interface Found {
  readonly finding: string;
  readonly generator: string;
  readonly sessions: number;
  readonly seconds: number;
  /** Seconds of the processor, server included, until it was confirmed; null where that is not known. */
  readonly processor?: number | null;
  /** Plays that shrinking took; null where it was not tried. */
  readonly plays: number | null;
  /** Steps of the scenario that showed it first and of the least one. */
  readonly steps: readonly [first: number, least: number] | null;
}

/** All that is known so far. */
export interface Rows {
  /** How many faulty servers there are. */
  readonly of: number;
  readonly faults: readonly Row[];
}
