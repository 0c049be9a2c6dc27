import type { Crashes } from '../conformance/crashes.ts';
import type { Table } from '../src/machine/table.ts';
import { findingId, verdictOf, type Finding } from './finding.ts';
import type { Outcome } from './play/outcome.ts';
import { problemKey, type Problem } from './problem.ts';
import type { Scenario } from './scenario.ts';
import { MOST_PLAYS, shrink } from './shrink.ts';

/** Times that a scenario is played again before it counts as not reproducible. */
const AGAIN = 5;
/** Plays that a scenario gets which the server does not answer: each one costs the time-out. */
const MOST_SILENCES = 40;
/** Plays that a scenario gets which kills the server: each one costs a start. */
const MOST_DEATHS = 60;

export interface InvestigationParts {
  readonly table: Table;
  readonly play: (scenario: Scenario) => Promise<Outcome>;
  readonly crashes: Crashes;
  readonly signal: AbortSignal;
  /** Look for a shorter scenario. */
  readonly shrinks: boolean;
}

/** Looks into one problem: does it show again, and what is the least that shows it? */
export class Investigation {
  private readonly parts: InvestigationParts;

  constructor(parts: InvestigationParts) { this.parts = parts; }

  async look(scenario: Scenario, outcome: Outcome, problem: Problem, met: Finding['met']): Promise<Finding> {
    const key = problemKey(problem);
    let shown: Outcome | null = null;
    const shows = async (candidate: Scenario): Promise<boolean> => {
      if (this.parts.signal.aborted) return false;
      const again = await this.parts.play(candidate);
      if (again.problem === null || problemKey(again.problem) !== key) return false;
      shown = again;
      return true;
    };
    let times = 0;
    let of = 0;
    // A silence may be the machine's.
    const enough = problem.kind === 'silence' ? 2 : 1;
    while (of < AGAIN && (of < enough || times !== of)) {
      of += 1;
      if (await shows(scenario)) times += 1;
    }
    if (times < of || !this.parts.shrinks) return this.finding(scenario, outcome, problem, met, { times, of }, 0);
    const least = await shrink(scenario, shows, problem.kind === 'silence' ? MOST_SILENCES : MOST_PLAYS - of - 1);
    // Once more as it will be shown: the transcript is that of the least scenario.
    const last = await shows(least.scenario);
    const final = shown ?? outcome;
    return this.finding(least.scenario, final, final.problem ?? problem, met, { times: last ? 1 : 0, of: 1 }, least.plays + of + 1);
  }

  /** Which of the scenarios in flight ends the server; each is played alone on a server that lives. */
  async suspects(suspects: readonly Scenario[], problem: Problem, outcome: Outcome, met: Finding['met'], process: string | null): Promise<Finding> {
    const { crashes, play, signal } = this.parts;
    let shown = outcome;
    const kills = async (candidate: Scenario): Promise<boolean> => {
      if (signal.aborted || !(await crashes.ready())) return false;
      const again = await play(candidate);
      if (await crashes.alive()) return false;
      shown = again;
      return true;
    };
    for (const suspect of suspects) {
      if (!(await kills(suspect))) continue;
      const least = await shrink(suspect, kills, MOST_DEATHS);
      return { ...this.finding(least.scenario, shown, problem, met, { times: 1, of: 1 }, least.plays + 1), process };
    }
    // None of them ends it, and it takes clients again: it was busy. One that turns everybody away still takes connections.
    const { lost } = crashes;
    const busy = problem.kind === 'crash' && process === null && !lost;
    return { ...this.finding(suspects[0]!, outcome, problem, met, { times: 0, of: lost ? 0 : suspects.length }, 0), verdict: busy ? 'flaky' : 'crash', process };
  }

  private finding(scenario: Scenario, outcome: Outcome, problem: Problem, met: Finding['met'], rate: Finding['rate'], plays: number): Finding {
    const verdict = rate.times === rate.of ? verdictOf(this.parts.table.protocol, problem) : 'flaky';
    return { id: findingId(problem), problem, verdict, scenario, rate, plays, met, wire: outcome.wire(), process: null };
  }
}
