/** What does not work at all on a server, as a reason; null for what works. */
export interface Ground {
  readonly greeting: string | null;
  readonly login: string | null;
  /** A second client beside the first. */
  readonly second: string | null;
  /** Storing anything: the user may only read. */
  readonly writing: string | null;
  /** The server keeps the connection after QUIT: nobody waits for its end but the checks that are about it. */
  readonly lingers: boolean;
  /** The code with which the server refuses NOOP; null when it knows it. */
  readonly noop: number | null;
  /** Commands of level MUST that the server does not know: one check says so, those that need them are blocked. */
  readonly lacking: ReadonlySet<string>;
}

/** Everything may be tried. */
export const SOLID: Ground = { greeting: null, login: null, second: null, writing: null, lingers: false, noop: null, lacking: new Set() };
