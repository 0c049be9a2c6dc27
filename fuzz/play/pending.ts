import type { Answers } from '../../src/machine/decide.ts';
import type { Demand } from '../oracle/demands.ts';
import type { Place } from '../oracle/truth.ts';

/** A command that was sent and is not answered yet. */
export interface Pending {
  /** The observer's number of it. */
  readonly number: number;
  /** As it stands in the command table. */
  readonly verb: string;
  /** The verb whose rules apply. */
  readonly on: string;
  readonly argument: string;
  /** Nothing else was under way when it was sent: what the oracle knew then was the truth. */
  readonly alone: boolean;
  /** Where the session was. */
  readonly place: Place;
  /** What the tester knew of the conditions. */
  readonly facts: Answers;
  /** A data connection stood ready. */
  readonly connected: boolean;
  /** There were data connections, and the client had ended them all. */
  readonly orphaned: boolean;
  /** What asks for it, where the line is one that a server only should understand. */
  readonly lenient: Demand | null;
}

/** A line on its way: what is sent, what it was made of, and what asks for it where a server only should understand it. */
export interface Ahead { readonly text: string; readonly template: string; readonly asks: Demand | null }
