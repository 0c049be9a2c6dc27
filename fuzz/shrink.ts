import { fewer, without } from './fewer.ts';
import type { Scenario, Step } from './scenario.ts';

/** Plays that shrinking one finding may take. */
export const MOST_PLAYS = 200;

/** Whether a scenario still shows the same problem. */
export type StillShows = (scenario: Scenario) => Promise<boolean>;

/**
 * Looks for a shorter scenario with the same problem: fewer steps first, then shorter ones. Every candidate is played, no more than
 * `most` of them.
 */
export async function shrink(scenario: Scenario, still: StillShows, most = MOST_PLAYS): Promise<{ readonly scenario: Scenario; readonly plays: number }> {
  const search = new Search(scenario, still, most);
  await search.run();
  return { scenario: search.best, plays: search.plays };
}

class Search {
  best: Scenario;
  plays = 0;
  private readonly still: StillShows;
  private readonly most: number;

  constructor(scenario: Scenario, still: StillShows, most: number) {
    this.best = scenario;
    this.still = still;
    this.most = most;
  }

  async run(): Promise<void> {
    await this.oneByOne();
    await this.oneSession();
    await fewer(() => this.best.steps, (steps) => this.accepts(steps));
    await this.simplerSteps();
    // A simpler line may make another one superfluous.
    await without(1, () => this.best.steps, (steps) => this.accepts(steps));
  }

  private async accepts(steps: readonly Step[]): Promise<boolean> {
    if (this.plays >= this.most || steps.length === 0) return false;
    this.plays += 1;
    const candidate = { ...this.best, steps };
    if (!await this.still(candidate)) return false;
    this.best = candidate;
    return true;
  }

  /** What was sent ahead is easier to take apart line by line. */
  private async oneByOne(): Promise<void> {
    const steps = this.best.steps.flatMap((step): Step[] => (step.act === 'send' && step.wait ? step.lines.map((line) => ({ ...step, lines: [line] })) : [step]));
    if (steps.length > this.best.steps.length) await this.accepts(steps);
  }

  private async oneSession(): Promise<void> {
    const numbers = [...new Set(this.best.steps.map(({ session }) => session))];
    for (const number of numbers.length > 1 ? numbers : []) await this.accepts(this.best.steps.filter(({ session }) => session !== number));
  }

  private async simplerSteps(): Promise<void> {
    for (let at = 0; at < this.best.steps.length; at++) {
      for (const simpler of simplified(this.best.steps[at]!)) {
        if (this.plays >= this.most) return;
        await this.accepts(this.best.steps.with(at, simpler));
      }
    }
  }
}

/** Steps that do less, boldest first. */
function simplified(step: Step): Step[] {
  switch (step.act) {
    case 'send': {
      if (step.lines.length > 1) return [step.lines.slice(0, 1), step.lines.slice(-1), step.lines.slice(0, Math.ceil(step.lines.length / 2)), step.lines.slice(Math.floor(step.lines.length / 2))].map((lines) => ({ ...step, lines }));
      const [line = ''] = step.lines;
      const space = line.indexOf(' ');
      const shorter = space > 0 && line.length > 60 && !line.includes('{') ? [line.slice(0, space + 1 + Math.floor((line.length - space) / 2))] : [];
      return [...(step.wait ? [] : [{ ...step, wait: true }]), ...shorter.map((text) => ({ ...step, lines: [text] }))];
    }
    case 'bytes': {
      const whole = step.pieces.join('');
      const half = Math.ceil(whole.length / 2);
      return [...(step.pieces.length > 1 ? [[whole], [step.pieces.slice(0, -1).join(''), step.pieces.at(-1)!]] : []), ...(whole.length > 8 ? [[whole.slice(half)], [`${whole.slice(0, half)}\r\n`]] : [])].map((pieces) => ({ ...step, pieces }));
    }
    case 'upload': return step.size > 8 ? [{ ...step, size: 0 }, { ...step, size: 6 }, { ...step, size: Math.floor(step.size / 2) }] : [];
    default: return [];
  }
}
