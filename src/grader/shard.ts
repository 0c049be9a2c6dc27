import { InvalidArgumentError } from 'commander';

/** Part `index` (from 1) of `count`. */
export interface Shard { readonly index: number; readonly count: number }

/** Parses `2/8`. */
export function parseShard(text: string): Shard {
  const match = /^(\d{1,5})\/(\d{1,5})$/.exec(text);
  const shard = { index: Number(match?.[1]), count: Number(match?.[2]) };
  if (match === null || shard.index < 1 || shard.index > shard.count) throw new InvalidArgumentError('It must be i/n, i from 1 to n.');
  return shard;
}

/** The submissions of a shard. All shards together hold each once, however many there are. */
export function ofShard<T>(all: readonly T[], shard: Shard | null): T[] {
  return all.filter((_, at) => shard === null || at % shard.count === shard.index - 1);
}
