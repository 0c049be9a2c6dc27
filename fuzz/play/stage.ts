import type { Strangers } from '../oracle/strangers.ts';
import type { Tree } from '../oracle/tree.ts';
import type { Problem } from '../problem.ts';
import type { Subject } from '../subject.ts';
import type { Names } from './names.ts';
import type { WireLog } from './wire-log.ts';

/** What sessions of one scenario share. */
export interface Stage {
  readonly subject: Subject;
  readonly tree: Tree;
  readonly names: Names;
  readonly log: WireLog;
  /** Paths that the server has named itself, to be cleaned up. */
  readonly made: string[];
  /** What the sessions tell to somebody who tries names and passwords. */
  readonly strangers: Strangers;
  /** Whether the server has connected to us. */
  readonly reached: { active: boolean };
  /** Told of the first problem. */
  readonly report: (problem: Problem, fatal: boolean) => void;
  /** Whether another session of the scenario has something under way. */
  readonly busyBeside: (session: object) => boolean;
}
