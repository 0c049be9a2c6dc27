import type { Call } from './scenario.ts';

/** An entry of a listing as the client tells it. */
export interface ToldEntry { readonly name: string; readonly size: number; readonly directory: boolean }

/** What came of one call, as the program that made it was told. */
export type Told =
  | { readonly ok: true; readonly value: string | number | readonly ToldEntry[] | null }
  | { readonly ok: false; readonly error: string };

/** Where a client is to play. */
export interface Stand {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Its directory; nothing outside it is its own. */
  readonly directory: string;
  /** Milliseconds without a sign of life after which it gives up. */
  readonly patience: number;
  /** Milliseconds that reading what floods in may take beyond that. */
  readonly reading: number;
  /** Each call is a session of its own, which logs in first. */
  readonly alone: boolean;
}

/** What a client did in all. */
export interface Performed {
  /** One a call, as far as it came. */
  readonly told: readonly Told[];
  /** Still running at its deadline. */
  readonly hung: boolean;
  /** How its process ended, where it ended by itself. */
  readonly exit: string | null;
  /** Errors that nobody caught. */
  readonly uncaught: readonly string[];
  /** Megabytes that it had at most; null where the system does not tell. */
  readonly memory: number | null;
}

/** A client under test. */
export interface Performer {
  /** What it is called. */
  readonly name: string;
  /** It can do nothing but calls that are a session of their own. */
  readonly alone: boolean;
  /** Why it cannot do this, or null. */
  cannot(call: Call): string | null;
  /**
   * @param deadline milliseconds until it is ended by force
   * @param before called before each call, and after the last; the client waits for it
   */
  perform(calls: readonly Call[], stand: Stand, deadline: number, before: (at: number) => Promise<void>): Promise<Performed>;
  stop(): void;
}
