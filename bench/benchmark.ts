import type { Options } from './options.ts';
import type { Table } from './measure/table.ts';

/** One thing to measure. */
export interface Benchmark {
  readonly name: string;
  readonly measure: (options: Options) => Promise<readonly Table[]>;
}
