import type { ServerConfig } from '../../src/server/config.ts';
import type { ServerParts } from '../../src/server/reference-server.ts';
import type { Goal } from './client.ts';
import type { Way } from './front.ts';

/** What the client is asked to do, and what the server does to it. */
export interface Scene {
  readonly goals: readonly Goal[];
  /** Milliseconds that each reply waits. */
  readonly late?: number;
  /** What happens between server and client, by the number of the connection. */
  readonly way?: (connection: number) => Way;
  /** Parts of the server that are replaced; made anew for each run. */
  readonly parts?: () => Partial<ServerParts>;
  readonly config?: Partial<ServerConfig>;
  /** What happens at the first request that serves a goal: the client hears no more, or is closed. */
  readonly atGoal?: 'silence' | 'end';
  /** The same for the first request of this verb. */
  readonly atVerb?: { readonly verb: string; readonly how: 'silence' | 'end' };
  /** Files that the client is to put and does not have. */
  readonly without?: readonly string[];
}

export const list: Goal = { kind: 'list' };
export function get(name: string): Goal { return { kind: 'get', name }; }
export function put(name: string): Goal { return { kind: 'put', name }; }
