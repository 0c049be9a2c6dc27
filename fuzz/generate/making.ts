import type { Vector } from '../../src/machine/table.ts';
import type { Random } from '../random.ts';
import type { Deck } from './deck.ts';
import type { Moves } from './moves.ts';
import type { Novelty } from './novelty.ts';
import type { Values } from './values.ts';

/** What generators draw from. */
export interface Making {
  readonly moves: Moves;
  readonly novelty: Novelty;
  readonly values: Values;
  readonly random: Random;
  /** Deals the ways of generators that have a list of them. */
  readonly deck: Deck;
  /** The state behind the login. */
  readonly inside: Vector;
}
