import type { Random } from '../random.ts';

/** Deals the entries of lists in any order, each once before any comes again: what is rare comes as early as what is not. */
export class Deck {
  private readonly left = new Map<readonly unknown[], number[]>();
  private readonly dealt = new Map<readonly unknown[], number>();
  private readonly random: Random;

  constructor(random: Random) { this.random = random; }

  /** The next entry of a list, which must be the same array each time. */
  deal<T>(entries: readonly T[]): T {
    if (entries.length === 0) throw new RangeError('nothing to deal from');
    let left = this.left.get(entries);
    if (left === undefined || left.length === 0) this.left.set(entries, (left = entries.map((_, at) => at)));
    const [at] = left.splice(this.random.below(left.length), 1);
    this.dealt.set(entries, (this.dealt.get(entries) ?? 0) + 1);
    return entries[at!]!;
  }

  /** How many entries were not dealt yet. */
  fresh(entries: readonly unknown[]): number { return Math.max(0, entries.length - (this.dealt.get(entries) ?? 0)); }
}
