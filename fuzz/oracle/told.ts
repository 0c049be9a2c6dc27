import type { Reply } from '../../src/wire/reply.ts';
import type { Demand } from './demands.ts';
import type { Tree } from './tree.ts';
import type { Place } from './truth.ts';

/** Something untrue that a reply says. */
export interface Untruth { readonly demand: Demand; readonly expected: string; readonly symptom: string }

/** What the text of a reply is compared with. */
export interface Told {
  readonly verb: string;
  readonly argument: string;
  readonly reply: Reply;
  readonly tree: Tree;
  readonly place: Place;
  /** What PWD says right after a login; null where that is not known. */
  readonly home: string | null;
  /** Milliseconds since the epoch, where the server's clock is ours; null where not. */
  readonly now: number | null;
  /** Whether the server was seen to convert line ends in TYPE A: where it does not, the size on its disk is the size that it sends. */
  readonly converts: boolean;
  /** The address that the client is connected to; null where it does not matter. */
  readonly host: string | null;
}

export function isAscii(text: string): boolean { return /^[\x20-\x7e]*$/.test(text); }

/** @param text one character a byte */
export function isUtf8(text: string): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
    return true;
  } catch {
    return false;
  }
}
