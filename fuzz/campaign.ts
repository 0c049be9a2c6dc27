import { randomBytes } from 'node:crypto';
import { Crashes } from '../conformance/crashes.ts';
import { Coverage } from './coverage.ts';
import { Doubts } from './doubts.ts';
import type { Finding } from './finding.ts';
import { Investigation } from './investigation.ts';
import { Monitor } from './monitor.ts';
import { Neighbours } from './neighbours.ts';
import { ruleOf } from './oracle/demands.ts';
import { closeDoors } from './play/data-door.ts';
import type { Outcome } from './play/outcome.ts';
import { play } from './play/play.ts';
import { problemKey, type Problem } from './problem.ts';
import { lengthOf, linesOf, type Scenario } from './scenario.ts';
import type { Source } from './source.ts';
import type { Subject } from './subject.ts';
import { Sweeper } from './sweeper.ts';

export interface CampaignOptions {
  readonly subject: Subject;
  readonly source: Source;
  /** Scenarios to play in all; infinite for no limit. */
  readonly runs: number;
  /** Milliseconds; infinite for no limit. */
  readonly time: number;
  /** Scenarios at a time. */
  readonly concurrency: number;
  readonly maxFindings: number;
  readonly signal: AbortSignal;
  /** Keys of findings that are known from before. */
  readonly known?: ReadonlySet<string>;
  /** Look for a shorter scenario for each finding; true where it is not said. */
  readonly shrinks?: boolean;
  /** Told of each finding, shrunk. */
  readonly found?: (finding: Finding) => void;
  /** Told of a scenario that saw something new of the specification. */
  readonly news?: (scenario: Scenario) => void;
  /** Told now and then how it goes. */
  readonly progress?: (counts: Counts) => void;
  /** Other campaigns on the same server. */
  readonly beside?: Beside;
  /** Told of what was in flight when the server went; to look into that is left to whoever is told, and the campaign is over. */
  readonly lost?: (suspects: readonly Scenario[]) => void;
  /** Where the scenarios in flight are noted, for others to see. */
  readonly flying?: Map<Scenario, Promise<unknown>>;
  /** What has to be waited for before the next scenario; null for nothing. */
  readonly gate?: () => Promise<void> | null;
}

/** Campaigns that run on the same server at the same time. */
export interface Beside {
  /** Ends them, because the server is gone; resolves with what they had in flight. */
  readonly suspects: () => Promise<readonly Scenario[]>;
  /** The server is back. */
  readonly again: () => void;
  /** Keeps them still, with no session open, until `go`. */
  readonly still: () => Promise<void>;
  readonly go: () => void;
}

/** How far a campaign is. */
export interface Counts {
  scenarios: number;
  sessions: number;
  commands: number;
  findings: number;
  /** Problems that were the same as earlier ones. */
  repeated: number;
  readonly byGenerator: Map<string, { scenarios: number; commands: number; findings: number }>;
  readonly coverage: Coverage;
  /** Milliseconds since the beginning. */
  elapsed: number;
}

export interface CampaignResult {
  readonly counts: Counts;
  readonly findings: readonly Finding[];
  readonly reason: 'complete' | 'interrupted' | 'testee-lost';
  /** What the watch on the process saw, in words; null where there was none. */
  readonly watch: string | null;
}

/** Scenarios between two looks at the server's process, which want it idle. */
const LOOK_EVERY = 1500;

/** Scenarios in a row that a server may turn away, being full. */
const TURNED_AWAY = 40;

/** Plays scenarios, several at a time, until there is enough of them; looks into every problem that is new. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  return new Campaign(options).run();
}

class Campaign {
  private readonly options: CampaignOptions;
  private readonly counts: Counts;
  private readonly findings: Finding[] = [];
  private readonly seen: Set<string>;
  private readonly doubts = new Doubts();
  private readonly neighbours = new Neighbours();
  private readonly sweeper: Sweeper;
  private readonly crashes: Crashes;
  private readonly monitor: Monitor | null;
  private readonly began = performance.now();
  private readonly token = randomBytes(3).toString('hex');
  private names = 0;
  private nextLook = 200;
  /** Scenarios in flight. */
  private readonly flying: Map<Scenario, Promise<unknown>>;
  private over = false;
  /** The last scenarios that the server took part in, newest first. */
  private served: { readonly scenario: Scenario; readonly outcome: Outcome; readonly number: number }[] = [];
  /** Scenarios since then whose every session was turned away. */
  private turnedAway = 0;
  private since = 0;

  constructor(options: CampaignOptions) {
    this.options = options;
    const { subject } = options;
    this.seen = new Set(options.known);
    for (const key of this.seen) options.source.heed(key);
    this.flying = options.flying ?? new Map<Scenario, Promise<unknown>>();
    this.counts = { scenarios: 0, sessions: 0, commands: 0, findings: 0, repeated: 0, byGenerator: new Map(), coverage: new Coverage(subject.table), elapsed: 0 };
    this.sweeper = new Sweeper(subject);
    this.crashes = new Crashes(subject.started, subject.timeout, subject.suite.greets);
    this.monitor = subject.started.process === undefined ? null : new Monitor(subject.started.process);
  }

  async run(): Promise<CampaignResult> {
    while (!this.finished()) {
      // Where nobody looks at a process, nobody waits for an idle server.
      const until = this.monitor === null ? Infinity : this.options.source.made + this.nextLook;
      await Promise.all(Array.from({ length: this.options.concurrency }, () => this.work(until)));
      await this.sweeper.sweep();
      await this.look();
      this.nextLook = LOOK_EVERY;
    }
    closeDoors();
    for (const finding of this.doubts.rest()) await this.keep(finding);
    this.lastLook();
    this.tell(true);
    const reason = this.crashes.lost ? 'testee-lost' : this.options.signal.aborted ? 'interrupted' : 'complete';
    return { counts: this.counts, findings: this.findings, reason, watch: this.monitor?.summary() ?? null };
  }

  private async look(): Promise<void> {
    if (this.monitor === null) return;
    await this.options.beside?.still();
    await this.monitor.look();
    this.options.beside?.go();
  }

  private finished(): boolean {
    return this.over || this.options.signal.aborted || this.crashes.lost || this.options.source.made >= this.options.runs || performance.now() - this.began >= this.options.time;
  }

  private async work(until: number): Promise<void> {
    while (!this.finished() && this.options.source.made < until) {
      const gate = this.options.gate?.();
      if (gate) {
        await gate;
        continue;
      }
      const number = this.options.source.made;
      const scenario = this.options.source.next();
      const playing = this.play(scenario);
      this.flying.set(scenario, playing);
      this.neighbours.begins(scenario);
      const outcome = await playing;
      this.neighbours.ends(scenario);
      this.flying.delete(scenario);
      this.count(scenario, outcome);
      if (outcome.problem !== null) await this.problem(scenario, outcome, outcome.problem, number);
      await this.welcome(scenario, outcome, number);
      this.tell(false);
    }
  }

  private async play(scenario: Scenario): Promise<Outcome> {
    this.names += 1;
    const outcome = await play(this.options.subject, scenario, `f${this.token}${this.names.toString(36)}q`);
    if (this.sweeper.note(outcome.leftovers)) await this.sweeper.sweep();
    return outcome;
  }

  private count(scenario: Scenario, outcome: Outcome): void {
    const { counts } = this;
    counts.scenarios += 1;
    counts.sessions += outcome.sessions;
    counts.commands += outcome.commands;
    const of = counts.byGenerator.get(scenario.generator) ?? { scenarios: 0, commands: 0, findings: 0 };
    of.scenarios += 1;
    of.commands += outcome.commands;
    counts.byGenerator.set(scenario.generator, of);
    if (counts.coverage.add(outcome) && outcome.problem === null) this.options.news?.(scenario);
  }

  private async problem(scenario: Scenario, outcome: Outcome, problem: Problem, number: number): Promise<void> {
    const key = problemKey(problem);
    if (outcome.gone && !(await this.crashes.alive())) return this.crashed(scenario, outcome, problem, number);
    if (this.seen.has(key)) {
      this.counts.repeated += 1;
      return;
    }
    if (this.findings.length >= this.options.maxFindings) return;
    this.seen.add(key);
    const met = this.met(scenario, number);
    const beside = this.neighbours.together(scenario, problem.kind === 'silence' ? this.options.subject.timeout : 0);
    const alone = await this.investigation().look(scenario, outcome, problem, met);
    const weighed = this.doubts.weigh(key, alone.verdict === 'flaky' && beside !== null ? await this.besideOthers(beside, problem, met) ?? alone : alone);
    if (weighed === null) this.seen.delete(key);
    else if (problemKey(weighed.problem) === key || !this.seen.has(problemKey(weighed.problem))) await this.keep(weighed);
    if (weighed !== null) this.seen.add(problemKey(weighed.problem));
  }

  /** What does not show alone may show again beside the same others; null where it does not. */
  private async besideOthers(scenario: Scenario, { kind }: Problem, met: Finding['met']): Promise<Finding | null> {
    if ((kind !== 'silence' && kind !== 'closed') || this.options.signal.aborted) return null;
    const outcome = await this.play(scenario);
    if (outcome.problem?.kind !== kind) return null;
    const finding = await this.investigation().look(scenario, outcome, outcome.problem, met);
    return finding.verdict === 'flaky' ? null : finding;
  }

  /** A server that turns everybody away is as good as gone. */
  private async welcome(scenario: Scenario, outcome: Outcome, number: number): Promise<void> {
    if (!outcome.turnedAway) {
      this.turnedAway = 0;
      this.served = [{ scenario, outcome, number }, ...this.served.slice(0, 15)];
      return;
    }
    if (this.turnedAway === 0) this.since = performance.now();
    this.turnedAway += 1;
    // Where it has served nobody, getting it ready has been too much for it. One that was given wrong passwords may have banned this address for a while.
    const [last = { scenario, outcome, number }] = this.served;
    if (this.turnedAway < TURNED_AWAY || this.over || this.neighbours.busySince(this.since) || this.served.some((one) => linesOf(one.scenario).some((line) => line.includes('{wrong')))) return;
    this.over = true;
    const rule = ruleOf(this.options.subject.table.protocol.name, 'survives');
    const problem: Problem = { kind: 'gone', rule, rules: [], verb: null, sent: last.scenario.generator, expected: ['new sessions are served'], actual: `${this.turnedAway} sessions in a row were turned away`, symptom: 'turned away' };
    await this.keep(await this.investigation().suspects([last, ...this.served.slice(1)].map((one) => one.scenario), problem, last.outcome, this.met(last.scenario, last.number), null));
  }

  /** The server is gone: the scenarios in flight are played one by one, to see whose doing it was. */
  private async crashed(scenario: Scenario, outcome: Outcome, problem: Problem, number: number): Promise<void> {
    if (this.over || this.crashes.lost) return;
    this.over = true;
    const suspects = [scenario, ...[...this.flying.keys()].filter((one) => one !== scenario)];
    if (this.options.lost !== undefined) return this.options.lost(suspects);
    await Promise.all(this.flying.values());
    suspects.push(...await this.options.beside?.suspects() ?? []);
    const how = await this.crashes.describe();
    const gone: Problem = { ...problem, kind: 'crash', rule: ruleOf(this.options.subject.table.protocol.name, 'survives'), rules: [], expected: ['the server goes on'], actual: `the server takes no more clients ${how}`.trimEnd(), symptom: how === '' ? 'takes no more clients' : how };
    const finding = await this.investigation().suspects(suspects, gone, outcome, this.met(scenario, number), how === '' ? null : how);
    const key = problemKey(finding.problem);
    if (!this.seen.has(key)) {
      this.seen.add(key);
      await this.keep(finding);
    }
    this.over = !(await this.crashes.ready());
    if (!this.over) this.options.beside?.again();
  }

  private async keep(finding: Finding): Promise<void> {
    this.counts.findings = this.findings.push(finding);
    this.options.source.heed(finding.problem.symptom);
    const of = this.counts.byGenerator.get(finding.scenario.generator);
    if (of !== undefined) of.findings += 1;
    this.options.found?.(finding);
    if (this.findings.length >= this.options.maxFindings) this.over = true;
  }

  private investigation(): Investigation {
    return new Investigation({ table: this.options.subject.table, play: (scenario) => this.play(scenario), crashes: this.crashes, signal: this.options.signal, shrinks: this.options.shrinks ?? true });
  }

  private met(scenario: Scenario, number: number): Finding['met'] {
    return { scenario: number, seconds: Math.round(performance.now() - this.began) / 1000, steps: lengthOf(scenario) };
  }

  private lastLook(): void {
    const { subject } = this.options;
    const rule = ruleOf(subject.table.protocol.name, 'survives');
    const grown = this.monitor?.growth(this.counts.sessions) ?? null;
    const complaint = this.monitor?.complaint() ?? null;
    const about = { rule, rules: [], verb: null, sent: `${this.counts.sessions} sessions`, expected: ['what a session took is given back'] };
    const met = { scenario: this.counts.scenarios, seconds: Math.round(performance.now() - this.began) / 1000, steps: 0 };
    const whole = { problem: null, scenario: { protocol: subject.table.protocol.name, generator: 'all', steps: [] }, rate: { times: 1, of: 1 }, plays: 0, met, wire: [] };
    if (grown !== null) this.findings.push({ ...whole, id: `fuzz/growth-${grown.symptom}`, problem: { ...about, kind: 'growth', actual: grown.what, symptom: grown.symptom }, verdict: 'fail', process: this.monitor?.summary() ?? null });
    if (complaint !== null) this.findings.push({ ...whole, id: 'fuzz/sanitizer', problem: { ...about, kind: 'sanitizer', expected: ['the server prints no report of a fault'], actual: complaint, symptom: 'printed' }, verdict: 'crash', process: complaint });
    this.counts.findings = this.findings.length;
  }

  private tell(now: boolean): void {
    const elapsed = performance.now() - this.began;
    if (!now && elapsed - this.counts.elapsed < 1000) return;
    this.counts.elapsed = elapsed;
    this.options.progress?.(this.counts);
  }
}
