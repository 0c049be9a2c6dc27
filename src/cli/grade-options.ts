import type { AskedIsolation } from '../../conformance/rubric/isolation/isolation.ts';
import type { Shard } from '../grader/shard.ts';

/** The options of `grade` as commander hands them over. */
export interface GradeCommandOptions {
  readonly spawn?: string;
  readonly build?: string;
  readonly cwd: string;
  readonly id?: string;
  readonly user?: string;
  readonly password?: string;
  readonly account?: string;
  readonly submissions?: string;
  readonly out: string;
  readonly jobs: number;
  readonly lang: string;
  readonly isolation?: AskedIsolation;
  readonly shard?: Shard;
  readonly restart: boolean;
  readonly format: readonly string[];
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly require?: number;
}
