import type { Client } from '../client.ts';

/** A client with one deliberate mistake. */
export interface BrokenClient {
  readonly id: string;
  /** Names of the checks that fail on it, without `client/PROTOCOL/`. */
  readonly caughtBy: readonly string[];
  readonly client: Client;
}
