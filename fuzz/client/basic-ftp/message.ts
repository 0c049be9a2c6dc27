import type { Call } from '../scenario.ts';
import type { Stand, Told } from '../performer.ts';

/** What the process of a client is told: a day's work, or to go on with its next call. */
export type ToClient =
  | { readonly kind: 'perform'; readonly calls: readonly Call[]; readonly stand: Stand }
  | { readonly kind: 'go on' };

/** What it says: it stands before the call of that number, it was told something, something went wrong that nobody caught. */
export type FromClient =
  | { readonly kind: 'before'; readonly at: number }
  | { readonly kind: 'told'; readonly told: Told }
  | { readonly kind: 'uncaught'; readonly error: string }
  | { readonly kind: 'done' };
