import { FtpspecError } from '../../src/ftpspec-error.ts';

/** One mistake in an assignment file. */
export interface AssignmentProblem {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** An assignment file that cannot be used: every mistake as `file:line:column: message`. */
export class AssignmentError extends FtpspecError {
  readonly problems: readonly AssignmentProblem[];

  constructor(path: string, problems: readonly AssignmentProblem[]) {
    super('BAD_ASSIGNMENT', problems.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`).join('\n'), { hint: '`ftpspec assignment init` writes a file to begin with; the JSON Schema beside the ready-made files lets editors complete the keys.' });
    this.problems = problems;
  }
}
