import { Stop } from './stop.ts';

/** What a check is busy with before its own fact: a failure of that blocks the check. */
export class Preparation {
  private what: string | null = null;

  get underWay(): boolean { return this.what !== null; }

  /** Runs steps that the check is not about. */
  async during<T>(what: string, steps: () => Promise<T>): Promise<T> {
    const outer = this.what;
    this.what = outer ?? what;
    try {
      return await steps();
    } finally {
      this.what = outer;
    }
  }

  /** @throws Stop `blocked`, or as said, while it is under way */
  stop(actual: string, kind: 'blocked' | 'not-implemented' = 'blocked'): void {
    if (this.what !== null) throw new Stop(kind, `${this.what}: ${actual}`);
  }
}
