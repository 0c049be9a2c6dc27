import type { Scenario, Step } from './scenario.ts';

/** Scenarios that are remembered, and those of them that are played together with one. */
const KEPT = 64;
const MOST = 4;

interface Entry { readonly scenario: Scenario; readonly from: number; to: number }

/** Remembers which scenarios ran at the same time: what one does may show in another. */
export class Neighbours {
  private entries: Entry[] = [];
  /** Entries that may gather until the old ones are forgotten. */
  private most = 2 * KEPT;

  begins(scenario: Scenario): void {
    this.entries.push({ scenario, from: performance.now(), to: Infinity });
    if (this.entries.length >= this.most) this.forget();
  }

  ends(scenario: Scenario): void {
    const entry = this.entries.findLast((one) => one.scenario === scenario);
    if (entry !== undefined) entry.to = performance.now();
  }

  private forget(): void {
    const { length } = this.entries;
    this.entries = this.entries.filter(({ to }, at) => to === Infinity || at >= length - KEPT);
    this.most = this.entries.length + KEPT;
  }

  /** Whether one that began before then is still under way. */
  busySince(time: number): boolean { return this.entries.some(({ from, to }) => to === Infinity && from < time); }

  /**
   * One scenario of a scenario and of those that ran when something happened to it; null where there were none.
   * @param before milliseconds from then to its end
   */
  together(scenario: Scenario, before: number): Scenario | null {
    const mine = this.entries.findLast((one) => one.scenario === scenario);
    if (mine === undefined) return null;
    const then = Math.min(mine.to, performance.now()) - before;
    const apart = ({ from, to }: Entry): number => Math.max(from - then, then - to, 0);
    const others = this.entries.filter((one) => one !== mine && one.to > mine.from && one.from < then + 1).toSorted((a, b) => apart(a) - apart(b)).slice(0, MOST);
    return others.length === 0 ? null : merged([scenario, ...others.map((one) => one.scenario)]);
  }
}

/** Plays several scenarios step by step in turn, each in sessions of its own. */
export function merged(scenarios: readonly Scenario[]): Scenario {
  let first = 0;
  const rows = scenarios.map(({ steps }) => {
    const own = steps.map((step): Step => ({ ...step, session: step.session + first }));
    first += Math.max(-1, ...steps.map(({ session }) => session)) + 1;
    return own;
  });
  const steps: Step[] = [];
  for (let at = 0; at < Math.max(...rows.map((row) => row.length)); at++) for (const row of rows) steps.push(...row.slice(at, at + 1));
  return { ...scenarios[0]!, steps };
}
