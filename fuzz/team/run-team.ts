import { FtpspecError } from '../../src/ftpspec-error.ts';
import { runCampaign, type CampaignOptions, type CampaignResult, type Counts } from '../campaign.ts';
import { Coverage } from '../coverage.ts';
import type { Finding } from '../finding.ts';
import { problemKey } from '../problem.ts';
import type { Order } from './messages.ts';
import { addProgress, progressOf } from './progress.ts';
import { dataOf } from './subject-data.ts';
import { Worker } from './worker.ts';

export interface TeamOptions extends CampaignOptions {
  /** Processes that search, this one included. */
  readonly workers: number;
  readonly seed: number;
  /** Names of generators; none means all. */
  readonly only: readonly string[];
}

/** What tells the seeds of workers apart: the golden ratio in 32 bits. */
const APART = 0x9e3779b1;

/** Milliseconds after which a worker without a server looks for it again, though the others have missed none. */
const LATER = 5000;

/** Times that workers are started anew in one campaign. */
const MOST_STARTS = 50;

/**
 * A campaign in several processes on one server: each plays scenarios of a seed of its own, derived from the one given, and what they find
 * is one. This process looks after the server: when it dies all workers end, and begin anew when it is back.
 */
export async function runTeam(options: TeamOptions): Promise<CampaignResult> {
  return options.workers <= 1 ? runCampaign(options) : new Team(options).run();
}

/** The seed of a worker; that of the first one, in this process, is the campaign's own. */
function seedOf(seed: number, worker: number): number { return (seed + worker * APART) >>> 0; }

class Team {
  private readonly options: TeamOptions;
  private readonly findings: Finding[] = [];
  private readonly keys: Set<string>;
  private readonly workers: (Worker | null)[];
  /** What those that have ended had done. */
  private readonly past: Counts;
  private readonly skips: number[];
  private readonly abort = new AbortController();
  private readonly began = performance.now();
  /** Scenarios that an earlier campaign has played, and those that each worker plays in this one. */
  private readonly first: number;
  private readonly runs: number;
  private starts = 0;
  private enough = false;

  constructor(options: TeamOptions) {
    const { subject, workers, source, runs } = options;
    this.options = options;
    this.keys = new Set(options.known);
    this.past = { scenarios: 0, sessions: 0, commands: 0, findings: 0, repeated: 0, byGenerator: new Map(), coverage: new Coverage(subject.table), elapsed: 0 };
    this.workers = Array.from({ length: workers - 1 }, () => null);
    this.first = source.made;
    this.skips = this.workers.map(() => this.first);
    this.runs = Math.ceil((runs - source.made) / workers);
  }

  async run(): Promise<CampaignResult> {
    const { options } = this;
    const signal = AbortSignal.any([options.signal, this.abort.signal]);
    this.start();
    try {
      const result = await runCampaign({
        ...options, signal, runs: options.source.made + this.runs, concurrency: this.concurrency,
        found: (finding) => this.found(finding),
        progress: (counts) => { if (this.failure() !== null) this.abort.abort(); this.start(LATER); options.progress?.(this.all(counts)); },
        beside: {
          suspects: async () => (await Promise.all(this.workers.flatMap((worker) => (worker === null ? [] : [worker.suspects()])))).flat(),
          again: () => this.start(),
          still: async () => { await Promise.all(this.workers.flatMap((worker) => (worker === null ? [] : [worker.keepStill()]))); },
          go: () => { for (const worker of this.workers) worker?.go(); },
        },
      });
      // They have as much to play as this process.
      const aborted = new Promise<void>((resolve) => { signal.addEventListener('abort', () => resolve(), { once: true }); });
      if (result.reason === 'complete' && this.runs < Infinity && !signal.aborted) await Promise.race([Promise.all(this.workers.flatMap((worker) => (worker === null ? [] : [worker.ended]))), aborted]);
      await this.end();
      const failure = this.failure();
      if (failure !== null) throw new FtpspecError('SPAWN_FAILED', `a worker of the fuzzer has ended: ${failure}`, { hint: 'Without --workers all is done in one process.' });
      for (const finding of result.findings) this.keep(finding);
      return { ...result, reason: this.enough && !options.signal.aborted ? 'complete' : result.reason, counts: this.all(result.counts), findings: this.findings };
    } finally {
      await this.end();
    }
  }

  private async end(): Promise<void> { await Promise.all(this.workers.flatMap((worker) => (worker === null ? [] : [worker.end()]))); }

  /** How a worker has ended that ought not to. */
  private failure(): string | null { return this.workers.find((worker) => worker !== null && worker.failed !== null)?.failed ?? null; }

  private get concurrency(): number { return Math.ceil(this.options.concurrency / this.options.workers); }

  /** Starts the workers that do not run because there was no server so many milliseconds ago. */
  private start(after = 0): void {
    if (this.abort.signal.aborted || this.options.signal.aborted) return;
    for (const [at, worker] of this.workers.entries()) {
      if ((worker !== null && performance.now() - worker.lostAt < after) || this.starts >= MOST_STARTS) continue;
      if (worker?.progress) {
        addProgress(this.past, worker.progress);
        this.skips[at]! += worker.progress.scenarios;
      }
      this.starts += 1;
      this.workers[at] = new Worker(this.order(at), { found: (finding) => this.found(finding), news: (scenario) => this.options.news?.(scenario) });
    }
  }

  private order(at: number): Order {
    const { subject, seed, only, time, maxFindings, shrinks } = this.options;
    const skip = this.skips[at]!;
    return {
      subject: dataOf(subject), seed: seedOf(seed, at + 1), only, skip, runs: this.runs - (skip - this.first), time: time - (performance.now() - this.began),
      concurrency: this.concurrency, maxFindings, known: this.keys, shrinks: shrinks ?? true,
    };
  }

  private found(finding: Finding): void {
    if (!this.keep(finding)) return;
    this.options.found?.(finding);
    if (this.findings.length < this.options.maxFindings) return;
    this.enough = true;
    this.abort.abort();
  }

  /** False for one that another has found before. */
  private keep(finding: Finding): boolean {
    const key = problemKey(finding.problem);
    if (this.keys.has(key)) return false;
    this.keys.add(key);
    this.findings.push(finding);
    return true;
  }

  /** What all have done so far. */
  private all(own: Counts): Counts {
    const counts: Counts = { ...own, byGenerator: new Map(own.byGenerator), coverage: new Coverage(this.options.subject.table), findings: this.findings.length };
    counts.coverage.add({ rules: own.coverage.rules, states: own.coverage.states });
    addProgress(counts, progressOf(this.past));
    for (const worker of this.workers) if (worker?.progress) addProgress(counts, worker.progress);
    return counts;
  }
}
