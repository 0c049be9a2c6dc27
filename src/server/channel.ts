import type { Socket } from 'node:net';
import type { Request } from './command-line.ts';

/** A server's end of a session's connection: bytes in, requests out, replies out. Each protocol's wire has its own. */
export interface Channel {
  /** Complete requests that wait for their answer, oldest first. */
  readonly requests: readonly Request[];
  /** Files travel on this connection too: where the client ends its side the file may be whole, so that aborts no transfer. */
  readonly carriesData?: boolean;
  /** Whether the client has to read before anything more is answered. */
  readonly blocked: boolean;
  /** Takes what arrived. */
  take(chunk: Buffer): void;
  /** Drops what has come and is not answered, whole requests and pieces. */
  forget?(): void;
  /** The next request that `ready` lets through. */
  next(ready: (request: Request) => boolean): Request | undefined;
  /** Holds a reply until `flush`. */
  reply(bytes: Buffer): void;
  flush(): void;
  /** Resolves when the client has read enough to be told more, or is gone. */
  room(): Promise<void>;
}

/** Makes the channel of a connection. `canonical` maps a verb to the one whose rules apply. */
export type OpenChannel = (socket: Socket, lineLimit: number, canonical: (verb: string) => string) => Channel;
