import type { Margin } from './margin.ts';
import type { Protocol } from './model.ts';
import type { Problem } from './problem.ts';

/** One kind of thing that can be wrong with a specification that was read whole. */
export type Lint = (protocol: Protocol, margin: Margin) => readonly Problem[];
