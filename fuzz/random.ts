/** Numbers that look random and are the same for the same seed (sfc32). */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** @param stream tells generators with the same seed apart */
  constructor(seed: number, stream = 0) {
    this.a = seed | 0;
    this.b = stream | 0;
    this.c = (seed / 2 ** 32) | 0;
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** 32 bits. */
  bits(): number {
    const sum = (this.a + this.b + this.counter++) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum | 0;
    return sum >>> 0;
  }

  /** From 0 to below 1. */
  fraction(): number { return this.bits() / 2 ** 32; }

  /** A whole number from 0 to below `count`. */
  below(count: number): number { return Math.floor(this.fraction() * count); }

  between(low: number, high: number): number { return low + this.below(high - low + 1); }

  chance(probability: number): boolean { return this.fraction() < probability; }

  pick<T>(values: readonly T[]): T {
    if (values.length === 0) throw new RangeError('nothing to pick from');
    return values[this.below(values.length)]!;
  }

  /** An index below `count`, each as likely as its weight. */
  weighted(weights: ArrayLike<number>, count = weights.length): number {
    let sum = 0;
    for (let at = 0; at < count; at++) sum += weights[at]!;
    let left = this.fraction() * sum;
    for (let at = 0; at < count; at++) {
      left -= weights[at]!;
      if (left < 0) return at;
    }
    return count - 1;
  }
}
