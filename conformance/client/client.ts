/** One thing that a user wants of a client. */
export type Goal =
  | { readonly kind: 'list' }
  /** The remote and the local name are the same. */
  | { readonly kind: 'get' | 'put'; readonly name: string };

/** What a client is to do, and where. */
export interface Order {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly goals: readonly Goal[];
  /** The client's working directory: holds what it is to put, and what it gets. */
  readonly directory: string;
  /** Milliseconds until it is ended by force. */
  readonly deadline: number;
}

/** What a client did, as far as its user sees it. */
export interface ClientRun {
  /** Standard output and standard error; of a long one head and tail. */
  readonly output: string;
  /** The exit status; null when a signal ended it. */
  readonly code: number | null;
  /** Whether it was still running at its deadline. */
  readonly killed: boolean;
  /** Whether each goal has a run of its own, so that the exit status tells how it went. */
  readonly oneShot: boolean;
}

/** The wire as the client's user would feel it: something moves, a goal is dealt with. */
export interface Pulse {
  /** Goals of which nothing more will come: refused, or transferred and confirmed. */
  readonly settled: number;
  /** Calls back whenever something is said by either side. Returns what ends that. */
  listen(callback: () => void): () => void;
}

/** A client under test. */
export interface Client {
  /** Why it cannot be told to do this, or null. */
  cannot(goals: readonly Goal[]): string | null;
  perform(order: Order, pulse: Pulse): Promise<ClientRun>;
}
