import type { Reply } from '../wire/reply.ts';
import type { PeerEnding } from './peer-ending.ts';

/** What came on the control connection when a reply was awaited. Nothing here is an error: it is what the server did. */
export type Arrival =
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** The server ended the connection; `partial` is what it said last, without the end of a reply. */
  | { readonly kind: 'ended'; readonly how: PeerEnding; readonly partial: Buffer }
  /** Nothing whole came for `waited` milliseconds; `partial` is the beginning of a reply, about 1 MiB of it at most. */
  | { readonly kind: 'silence'; readonly waited: number; readonly partial: Buffer };
