import type { CheckRecord, Verdict } from '../result.ts';

/** How a submission's grading ended. `build-failed` and `not-started` are the submission's fault and earn what is left: nothing. */
export const STATUSES = ['graded', 'cut-short', 'build-failed', 'not-started', 'failed'] as const;
export type Status = (typeof STATUSES)[number];

/** What one check brought to one item. */
export interface Share {
  readonly check: string;
  /** Part of the points that it earned, or null when it does not count. */
  readonly credit: number | null;
  readonly points: number;
  readonly max: number;
}

export interface GradedItem {
  readonly id: string;
  readonly name: string;
  readonly kind: 'points' | 'bonus' | 'penalty' | 'manual';
  readonly note: string | null;
  readonly hidden: boolean;
  /** Points of the total; negative for a penalty; 0 for a manual item. */
  readonly score: number;
  readonly max: number;
  readonly shares: readonly Share[];
}

export interface GradedStage {
  readonly name: string;
  readonly weight: number | null;
  readonly score: number;
  /** Of what is graded by checks; `manual` is what a person marks. */
  readonly max: number;
  readonly manual: number;
  readonly items: readonly GradedItem[];
}

/** A check as it counts in the assignment. */
export interface GradedCheck extends Pick<CheckRecord, 'id' | 'title' | 'chapter' | 'level' | 'reason' | 'findings' | 'wire' | 'ending' | 'duration' | 'reproduce'> {
  /** After the assignment's levels. */
  readonly verdict: Verdict;
  /** Why the check is waived or counts by another level. */
  readonly because: string | null;
  readonly hidden: boolean;
  /** Points lost over all items. */
  readonly lost: number;
  /** Id of the cause that it is listed under, or null. */
  readonly cause: string | null;
}

/** One mistake in the code and all that it costs. */
export interface Cause {
  readonly id: string;
  /** What the server does wrong, as a sentence without its subject. */
  readonly title: string;
  /** The likely mistake in the code. */
  readonly hint: string | null;
  /** Ids of the checks, those that show it best first. */
  readonly checks: readonly string[];
  readonly lost: number;
}

/** The result of one submission. All formats are made from it. */
export interface Grade {
  readonly type: 'grade';
  readonly tool: 'ftpspec';
  readonly version: string;
  readonly assignment: string;
  readonly protocol: string;
  readonly ruleset: string;
  /** Who handed in. */
  readonly submission: string;
  readonly status: Status;
  /** Why it was not graded as usual, with what the build or the server printed. Text of strangers. */
  readonly message: string | null;
  /** Earned, with bonus and penalties; never below 0. */
  readonly score: number;
  /** What can be earned by checks, bonus aside. */
  readonly max: number;
  /** What a person marks besides. */
  readonly manual: number;
  readonly bonus: number;
  readonly penalty: number;
  readonly stages: readonly GradedStage[];
  readonly checks: readonly GradedCheck[];
  /** The costliest first. */
  readonly causes: readonly Cause[];
  readonly disclosure: 'full' | 'actual-only' | 'none';
  /** Of the feedback: a catalogue of `texts`. */
  readonly language: string;
  /** How the submission was confined. */
  readonly isolation: string;
  /** ISO 8601. */
  readonly started: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Changes when assignment, submission or tool do. */
  readonly key: string;
}

/** To a hundredth: what people add up. */
export function points(value: number): number { return Math.round((value + Number.EPSILON) * 100) / 100 + 0; }
