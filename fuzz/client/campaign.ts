import { FtpspecError } from '../../src/ftpspec-error.ts';
import { escapeBytes } from '../../src/wire/escape.ts';
import type { Day } from './day.ts';
import { clientFindingId, verdictOfClient, type ClientFinding } from './finding.ts';
import { clientScenarioOf, type ClientGenerator } from './generate.ts';
import { judgeDay } from './judge.ts';
import type { Performer } from './performer.ts';
import { playDay } from './play.ts';
import { clientProblemKey, type ClientProblem } from './problem.ts';
import type { ClientScenario } from './scenario.ts';
import { shrinkDay } from './shrink.ts';
import { commandsIn } from './wanted.ts';

/** Times that a day is played again before its problem counts as shown. */
const AGAIN = 2;
/** Milliseconds after which no shorter day is looked for: one that hangs takes its whole limit each time. */
const SHRINKING = 60_000;

export interface ClientCampaignOptions {
  /** One a day at the same time. */
  readonly performers: readonly Performer[];
  readonly seed: number;
  readonly only?: readonly ClientGenerator[];
  /** Days to play in all, and milliseconds; infinite for no limit. */
  readonly runs: number;
  readonly time: number;
  readonly maxFindings: number;
  readonly signal: AbortSignal;
  /** Look for a shorter day for each finding; true where it is not said. */
  readonly shrinks?: boolean;
  /** Keys of findings that are known from before. */
  readonly known?: ReadonlySet<string>;
  readonly found?: (finding: ClientFinding) => void;
  readonly progress?: (counts: ClientCounts) => void;
}

/** How far a campaign is. */
export interface ClientCounts {
  days: number;
  calls: number;
  /** Calls that the client called done. */
  done: number;
  commands: number;
  findings: number;
  /** Problems that were the same as earlier ones. */
  repeated: number;
  readonly byGenerator: Map<string, { days: number; findings: number }>;
  /** Milliseconds since the beginning. */
  elapsed: number;
}

export interface ClientCampaignResult {
  readonly counts: ClientCounts;
  readonly findings: readonly ClientFinding[];
  readonly reason: 'complete' | 'interrupted';
}

/** Plays days until there is enough of them; looks into every problem that is new. */
export async function runClientCampaign(options: ClientCampaignOptions): Promise<ClientCampaignResult> { return new ClientCampaign(options).run(); }

class ClientCampaign {
  private readonly options: ClientCampaignOptions;
  private readonly counts: ClientCounts = { days: 0, calls: 0, done: 0, commands: 0, findings: 0, repeated: 0, byGenerator: new Map(), elapsed: 0 };
  private readonly findings: ClientFinding[] = [];
  private readonly seen: Set<string>;
  /** Habits that the client does not bear by themselves: they would hide all else. */
  private readonly unbearable = new Set<string>();
  private readonly began = performance.now();
  private next = 0;

  constructor(options: ClientCampaignOptions) {
    this.options = options;
    this.seen = new Set(options.known);
  }

  async run(): Promise<ClientCampaignResult> {
    const { performers, signal } = this.options;
    try {
      await Promise.all(performers.map((performer) => this.work(performer)));
    } finally {
      for (const performer of performers) performer.stop();
    }
    this.tell();
    return { counts: this.counts, findings: this.findings, reason: signal.aborted ? 'interrupted' : 'complete' };
  }

  private get over(): boolean {
    const { signal, runs, time, maxFindings } = this.options;
    return signal.aborted || this.next >= runs || performance.now() - this.began >= time || this.findings.length >= maxFindings;
  }

  private async work(performer: Performer): Promise<void> {
    while (!this.over) {
      const number = this.next++;
      const { generator, scenario: made } = clientScenarioOf(this.options.seed, number, this.options.only, performer.alone ? (call) => performer.cannot(call) === null : null);
      const scenario = { ...made, habits: made.habits.filter((id) => !this.unbearable.has(id)), calls: made.calls.filter((call) => performer.cannot(call) === null) };
      if (scenario.calls.length === 0) continue;
      const day = await playDay(scenario, performer);
      if (performer.alone && this.counts.days === 0) demandConnection(day);
      this.count(day, generator);
      const problem = judgeDay(day);
      if (problem !== null) await this.look(performer, day, problem, generator, number);
      this.tell();
    }
  }

  private count({ calls, exchange }: Day, generator: string): void {
    const { counts } = this;
    counts.days += 1;
    counts.calls += calls.length;
    counts.done += calls.filter(({ told }) => told?.ok === true).length;
    counts.commands += commandsIn(exchange.said).length;
    const of = counts.byGenerator.get(generator) ?? { days: 0, findings: 0 };
    of.days += 1;
    counts.byGenerator.set(generator, of);
  }

  private async look(performer: Performer, day: Day, problem: ClientProblem, generator: string, number: number): Promise<void> {
    const key = clientProblemKey(problem);
    if (this.seen.has(key)) {
      this.counts.repeated += 1;
      return;
    }
    this.seen.add(key);
    let shown = day;
    const shows = async (candidate: ClientScenario): Promise<boolean> => {
      if (this.options.signal.aborted) return false;
      const again = await playDay(candidate, performer);
      const found = judgeDay(again);
      if (found === null || clientProblemKey(found) !== key) return false;
      shown = again;
      return true;
    };
    let times = 0;
    for (let at = 0; at < AGAIN; at++) if (await shows(day.scenario)) times += 1;
    // Told to stop while it looked: nothing is known of it.
    if (times < AGAIN && this.options.signal.aborted) return;
    const certain = times === AGAIN;
    const end = performance.now() + SHRINKING;
    const least = certain && (this.options.shrinks ?? true) ? await shrinkDay(day.scenario, async (candidate) => performance.now() < end && shows(candidate)) : { scenario: day.scenario, plays: 0 };
    if (certain && least.scenario.tricks.length === 0 && least.scenario.habits.length === 1) this.unbearable.add(least.scenario.habits[0]!);
    // Another worker may have found enough meanwhile.
    if (this.findings.length >= this.options.maxFindings) return;
    const finding: ClientFinding = {
      id: clientFindingId(problem), problem: judgeDay(shown) ?? problem, verdict: certain ? verdictOfClient(problem) : 'flaky', generator, scenario: least.scenario, rate: { times, of: AGAIN }, plays: least.plays,
      met: { scenario: number, seconds: Math.round(performance.now() - this.began) / 1000 }, wire: shown.exchange.events(),
    };
    this.findings.push(finding);
    this.counts.findings += 1;
    this.counts.byGenerator.get(generator)!.findings += 1;
    this.options.found?.(finding);
  }

  private tell(): void {
    this.counts.elapsed = performance.now() - this.began;
    this.options.progress?.(this.counts);
  }
}

/** A client that does not come to its first server at all is none, or was told where it is in words that it does not know. */
function demandConnection({ exchange, performed: { told, exit, hung } }: Day): void {
  if (exchange.connections > 0) return;
  const [first] = told;
  const words = exit ?? (hung ? 'it was still running at its limit' : first?.ok === false ? first.error : 'it ended, and called that a success');
  throw new FtpspecError('SPAWN_FAILED', `the client never connected: ${escapeBytes(words.slice(-300))}`, { hint: 'Try the command by hand, with a host and a port in place of {host} and {port}.' });
}
