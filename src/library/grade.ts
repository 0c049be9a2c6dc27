import { basename, resolve } from 'node:path';
import { gradeSubmission } from '../../conformance/rubric/grade-submission.ts';
import type { Grade } from '../../conformance/rubric/grade.ts';
import { chooseIsolation } from '../../conformance/rubric/isolation/choose-isolation.ts';
import type { AskedIsolation } from '../../conformance/rubric/isolation/isolation.ts';
import { planAssignment } from '../../conformance/rubric/plan.ts';
import { readAssignment } from '../../conformance/rubric/read-assignment.ts';
import { ENGLISH, textsOf } from '../../conformance/rubric/texts/texts.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { gradeKey } from '../grader/grade-key.ts';

/** One submission, and by what it is graded. What is not given stands in the assignment. */
export interface GradeRequest {
  /** An assignment file, or the name of a ready-made one. */
  readonly assignment: string;
  /** Where the submission lies. */
  readonly directory: string;
  readonly spawn?: string;
  readonly build?: string;
  readonly user?: string;
  readonly password?: string;
  readonly account?: string;
  /** Who handed in; the directory's name unless given. */
  readonly id?: string;
  /** `auto`, the default of assignments, is the strongest that works here. */
  readonly isolation?: AskedIsolation;
  /** Of the feedback, `en` unless given; what is not translated is English. */
  readonly language?: string;
  /** Ends the run early. */
  readonly signal?: AbortSignal;
}

/**
 * Grades a submission in a copy of its directory: what `ftpspec grade` does, without its output. A submission that is not
 * built or does not start has a grade too: `status` says so.
 *
 *     const { score, max, causes } = await grade({ assignment: 'project-09', directory: 'submissions/anna' });
 *
 * @throws FtpspecError `BAD_ASSIGNMENT`, `NO_ASSIGNMENT`; `USAGE` when nothing says how the server is started; `NO_ISOLATION`, `UNKNOWN_NAME` of a language
 */
export async function grade(request: GradeRequest): Promise<Grade> {
  const plan = planAssignment(readAssignment(request.assignment));
  const defaults = plan.assignment.submission;
  const spawn = request.spawn ?? defaults.spawn;
  if (spawn === undefined) throw new FtpspecError('USAGE', 'nothing says how the server is started: give spawn');
  const directory = resolve(request.directory);
  const submission = { id: request.id ?? basename(directory), directory, spawn, build: request.build ?? defaults.build ?? null, user: request.user ?? defaults.user, password: request.password ?? defaults.password, account: request.account ?? defaults.account };
  const { language } = textsOf(request.language ?? ENGLISH);
  const isolation = await chooseIsolation(request.isolation ?? plan.assignment.isolation);
  return gradeSubmission({ plan, submission, isolation, language, copy: true, key: gradeKey(plan, submission, { isolation, language }), signal: request.signal ?? new AbortController().signal, reproduce: (id) => `ftpspec check --check ${id} --verbose` });
}
