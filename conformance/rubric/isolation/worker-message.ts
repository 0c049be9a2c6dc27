import type { LogRecord } from '../../result.ts';
import type { Assignment } from '../assignment.ts';
import type { Outcome } from '../attempt.ts';
import type { Confinement } from '../confined-process.ts';
import type { Submission } from '../submission.ts';

/** What a worker is told first, and that it is to stop. */
export type Order =
  | { readonly kind: 'try'; readonly confinement: Confinement }
  | { readonly kind: 'attempt'; readonly path: string; readonly assignment: Assignment; readonly submission: Submission; readonly confinement: Confinement; readonly root: string }
  | { readonly kind: 'stop' };

/** What a worker tells. */
export type News =
  | { readonly kind: 'tried'; readonly ended: string; readonly output: string }
  | { readonly kind: 'record'; readonly record: LogRecord }
  | { readonly kind: 'outcome'; readonly outcome: Outcome };
