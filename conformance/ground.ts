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
}

/** Everything may be tried. */
export const SOLID: Ground = { greeting: null, login: null, second: null, writing: null, lingers: false, noop: null };
