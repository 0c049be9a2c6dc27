import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import type { Progress } from './progress.ts';
import type { SubjectData } from './subject-data.ts';

/** What a worker is to do. */
export interface Order {
  readonly subject: SubjectData;
  readonly seed: number;
  readonly only: readonly string[];
  /** Scenarios of the seed that were played before. */
  readonly skip: number;
  /** Scenarios to play; infinite for no limit. */
  readonly runs: number;
  /** Milliseconds; infinite for no limit. */
  readonly time: number;
  readonly concurrency: number;
  readonly maxFindings: number;
  readonly known: ReadonlySet<string>;
  readonly shrinks: boolean;
}

/** What a worker is told: `suspects` ends it. */
export type ToWorker = { readonly kind: 'order'; readonly order: Order } | { readonly kind: 'still' | 'go' | 'suspects' | 'end' };

/** What a worker tells: `lost` that the server is gone, and what was in flight then; it is its last word, as `done` is. */
export type FromWorker =
  | { readonly kind: 'ready' | 'still' }
  | { readonly kind: 'progress' | 'done'; readonly progress: Progress }
  | { readonly kind: 'found'; readonly finding: Finding }
  | { readonly kind: 'news'; readonly scenario: Scenario }
  | { readonly kind: 'lost'; readonly suspects: readonly Scenario[]; readonly progress: Progress };
