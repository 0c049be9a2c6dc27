import { Transcript } from '../../src/client/transcript.ts';
import type { WireEvent } from '../../src/client/wire-event.ts';

/** One line or reply of the control connections, as the client had it on its wire. */
export type Said =
  | { readonly what: 'command'; readonly connection: number; readonly verb: string; readonly argument: string }
  /** `to`: the verb that came before it, empty for the greeting. */
  | { readonly what: 'reply'; readonly connection: number; readonly code: number; readonly text: string; readonly to: string }
  /** The control connection ended from the server's side, or began to be protected; a reply came in part. */
  | { readonly what: 'closed' | 'protected' | 'part'; readonly connection: number };

/** One data connection. */
export interface Carried {
  /** The command it was opened for; empty as long as none came. */
  verb: string;
  /** What went to the client: the first megabytes, and how much in all. */
  readonly toClient: Buffer[];
  sent: number;
  received: number;
  /** How it ended towards the client. */
  ended: 'open' | 'end' | 'reset';
  /** TLS lay over it, or was to. */
  readonly secured: boolean;
}

/** Everything that happened between one client and its server. */
export class Exchange {
  readonly said: Said[] = [];
  readonly carried: Carried[] = [];
  /** Control connections that the client opened. */
  connections = 0;
  /** Connections to an address where the client has nothing to seek. */
  strangers = 0;
  private readonly transcript = new Transcript();

  note(connection: number, channel: 'control' | 'data', text: string): void { this.transcript.record(connection, channel, 'note', text); }

  /** @param direction as the client sees it */
  wire(connection: number, channel: 'control' | 'data', direction: 'sent' | 'received', bytes: Buffer): void { this.transcript.record(connection, channel, direction, bytes); }

  events(): WireEvent[] { return this.transcript.events(); }
}
