import type { Grade } from './grade.ts';
import type { Possible } from './possible.ts';
import type { Row } from './table.ts';

/** A row that explains a reply, and where the session is after it. */
export interface Found { readonly next: Possible; readonly grade: Grade; readonly row: Row; readonly answers: string | null }

/** Grades, the best one first. */
export const ORDER = { pass: 0, tolerated: 1, warn: 2 } as const;

/** How far from what a server has to say a reply is, if this row explains it: 0 is what has to be said. */
export function worth({ grade, next }: Found): number { return Math.max(ORDER[grade], next.habit === null ? 0 : ORDER.tolerated); }
