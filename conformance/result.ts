/** What a run of the suite leaves behind. Everything in `reports/` is rendered from these records alone. */

/** How a check ended, worst last. */
export const VERDICTS = [
  'pass', 'tolerated', 'skipped', 'not-implemented', 'warn', 'blocked', 'flaky', 'fail', 'crash', 'harness-error',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** How the control connection of a check ended. */
export type Ending = 'clean' | 'reset' | 'hung' | 'leaked' | 'none';

/** One thing on the wire. `data` is escaped text (`\xNN`), safe to print anywhere. */
export interface WireEvent {
  /** Milliseconds since the check began. */
  readonly at: number;
  readonly session: number;
  readonly channel: 'control' | 'data';
  readonly direction: 'sent' | 'received' | 'note';
  readonly data: string;
  /** Bytes in all, when more than shown. */
  readonly bytes?: number;
  readonly sha256?: string;
}

/** One judged fact that was not as the specification says. */
export interface Finding {
  readonly verdict: Exclude<Verdict, 'pass' | 'skipped'>;
  /** Rule or requirement id. */
  readonly rule: string;
  readonly sentence: string;
  readonly source: string;
  /** What was done, as a wire line where there is one. */
  readonly sent: string;
  /** Everything that would have been right. */
  readonly expected: readonly string[];
  readonly actual: string;
  readonly hint: string | null;
}

export interface CheckRecord {
  readonly type: 'check';
  readonly id: string;
  readonly title: string;
  readonly chapter: string;
  readonly level: 'MUST' | 'SHOULD' | 'MAY';
  /** Rules and requirements that the check cites. */
  readonly rules: readonly string[];
  readonly verdict: Verdict;
  readonly ending: Ending;
  /** Root cause when blocked, or why skipped. */
  readonly reason: string | null;
  readonly findings: readonly Finding[];
  readonly wire: readonly WireEvent[];
  /** Milliseconds. */
  readonly duration: number;
  /** A command line that runs just this check again. */
  readonly reproduce: string;
}

/** First line of the log. */
export interface RunRecord {
  readonly type: 'run';
  readonly tool: string;
  readonly version: string;
  readonly protocol: string;
  /** What was tested, as the user named it. */
  readonly target: string;
  /** The server's greeting, escaped. */
  readonly greeting: string | null;
  /** ISO 8601. */
  readonly started: string;
  readonly selected: number;
}

/** Last line of the log: present only when the run ended by itself. */
export interface EndRecord {
  readonly type: 'end';
  readonly reason: 'complete' | 'deadline' | 'interrupted' | 'testee-lost';
  readonly duration: number;
  readonly exitCode: number;
  /** Visited states, as `region.state`, and rules that the observer saw taken, with counts. */
  readonly states: Readonly<Record<string, number>>;
  readonly rules: Readonly<Record<string, number>>;
  /** Why sessions did not run side by side, where the server does not stand it. */
  readonly alone?: string | undefined;
  /** How many checks ran at a time in the end, where the server turned sessions away with more. */
  readonly fewer?: number | undefined;
}

export type LogRecord = RunRecord | CheckRecord | EndRecord;
