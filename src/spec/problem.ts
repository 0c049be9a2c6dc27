import type { Place } from './model.ts';

/** Something in `spec/` that does not make sense. Printed as `place: problem`. */
export interface Problem {
  readonly place: Place;
  readonly problem: string;
}

/** Notes a problem at a place that the caller has already fixed. */
export type Report = (problem: string) => void;

/** `file:line: problem`, the form in which editors and people find it. */
export const showProblem = ({ place, problem }: Problem): string => `${place}: ${problem}`;
