import type { WireEvent } from '../../conformance/result.ts';
import type { Problem } from '../problem.ts';

/** How a scenario went. */
export interface Outcome {
  /** The first problem with a MUST, else the first with a SHOULD, else null. */
  readonly problem: Problem | null;
  readonly commands: number;
  readonly sessions: number;
  readonly rules: ReadonlyMap<string, number>;
  readonly states: ReadonlyMap<string, number>;
  readonly wire: () => WireEvent[];
  /** Top-level names that may lie on the server now. */
  readonly leftovers: readonly string[];
  /** The server greeted no session but to turn it away. */
  readonly turnedAway: boolean;
  /** The server refused or dropped a connection: it may be gone. */
  readonly gone: boolean;
}
