import { follow, settlements } from './consequences.ts';
import type { Answers } from './decide.ts';
import { graderOf, type Grade, type Grader } from './grade.ts';
import { candidateRows, unaskedRows } from './candidate-rows.ts';
import { keyOf, type Possible } from './possible.ts';
import { rowInWords } from './row-in-words.ts';
import { withArgument } from './decided-by-argument.ts';
import { readings, type Sent } from './sent.ts';
import type { Row, Table, Vector } from './table.ts';
import { Visits } from './visits.ts';
import { saysNotImplemented } from '../wire/not-implemented.ts';

/** What a reply turned out to be. */
export interface Observation {
  readonly grade: Grade | 'not-implemented' | 'violation';
  /** Rules that explain the reply; for a violation those that would have applied. */
  readonly rules: readonly string[];
  /** The replies that would have been right, as text. */
  readonly expected: readonly string[];
  /** The unanswered command that the reply answers, as its verb; null for what the server says of its own accord. */
  readonly answers: string | null;
}

/** A row that explains a reply, and where the session is after it. */
interface Found { next: Possible; grade: Grade; row: Row; answers: string | null }
