import type { Goal, Pulse } from './client.ts';

/** A request of the client, and what came of it. */
export interface Requested {
  readonly on: string;
  readonly verb: string;
  readonly argument: string;
  readonly connection: number;
  /** The goal that it serves, by the table of the profile; null for all others. */
  readonly goal: Goal['kind'] | null;
  /** Codes of the replies, in order; those of a transfer's end too. */
  readonly codes: number[];
}

/** A file or listing that went over the wire. */
export interface Moved {
  readonly kind: 'file' | 'upload' | 'listing';
  /** Whether in TYPE A. */
  readonly ascii: boolean;
  end: string | null;
}

const SAID = 64 * 1024;

/** What the server saw of a client: all its connections on one timeline. */
export class Talk implements Pulse {
  connections = 0;
  settled = 0;
  readonly requests: Requested[] = [];
  readonly moved: Moved[] = [];
  /** What came while it was the server's turn. */
  readonly early: { readonly connection: number; readonly bytes: Buffer; readonly during: string }[] = [];
  /** What came as commands, all connections together; no more than 64 KiB of it. */
  said = Buffer.alloc(0);
  private readonly listeners = new Set<() => void>();
  private readonly watchers: ((request: Requested) => void)[] = [];

  listen(callback: () => void): () => void {
    this.listeners.add(callback);
    return () => { this.listeners.delete(callback); };
  }

  /** Calls back at each request, before it is answered. */
  onRequest(callback: (request: Requested) => void): void { this.watchers.push(callback); }

  requested(request: Requested): void {
    this.requests.push(request);
    for (const watcher of this.watchers) watcher(request);
    this.stir();
  }

  heard(bytes: Buffer): void {
    if (this.said.length < SAID) this.said = Buffer.concat([this.said, bytes.subarray(0, SAID - this.said.length)]);
    this.stir();
  }

  /** One goal more is dealt with. */
  settle(): void {
    this.settled += 1;
    this.stir();
  }

  stir(): void { for (const listener of this.listeners) listener(); }
}
