import type { Grade } from '../../conformance/rubric/grade.ts';
import { textsOf } from '../../conformance/rubric/texts/texts.ts';
import { ciSafeJson } from '../escape-ci.ts';
import { apportion } from './apportion.ts';
import { causeLines, rowsOf, statusText } from './rows.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Points are fractions, the format knows integers: everything is counted in hundredths where it has to be. */
const HUNDREDTHS = 100;

/**
 * Classroom 50's `classroom50/result/v1`. What the platform offers in the environment is passed on; no other top-level key
 * than those of the schema.
 */
export function renderClassroom50(grade: Grade, environment: Environment = process.env): string {
  const rows = rowsOf(grade);
  const whole = [grade.score, grade.max, ...rows.flatMap((row) => [row.score, row.max])].every((value) => Number.isInteger(value));
  const scale = whole ? 1 : HUNDREDTHS;
  const counted = rows.filter((row) => row.kind === 'points');
  const earned = apportion(counted.map((row) => row.score * scale), Math.round(counted.reduce((sum, row) => sum + row.score, 0) * scale));
  const most = apportion(counted.map((row) => row.max * scale), Math.round(counted.reduce((sum, row) => sum + row.max, 0) * scale));
  const value = (...names: readonly string[]): string => names.map((name) => environment[name]).find((one) => one !== undefined && one !== '') ?? '';
  const repository = `${value('GITHUB_SERVER_URL') || 'https://github.com'}/${value('GITHUB_REPOSITORY')}`;
  const result = {
    schema: 'classroom50/result/v1',
    classroom: value('CLASSROOM'),
    assignment: value('ASSIGNMENT') || grade.assignment,
    assignment_type: value('ASSIGNMENT_TYPE') === 'group' ? 'group' : 'individual',
    owner: value('OWNER', 'USERNAME', 'GITHUB_REPOSITORY_OWNER') || grade.submission,
    submission: value('SUBMISSION_TAG') || grade.submission,
    commit: value('COMMIT_URL') || (value('GITHUB_SHA') === '' ? '' : `${repository}/commit/${value('GITHUB_SHA')}`),
    release: value('RELEASE_URL'),
    review: value('REVIEW_URL'),
    datetime: grade.started.replace(/\.\d+Z$/, 'Z'),
    score: Math.round(grade.score * scale),
    'max-score': Math.round(grade.max * scale),
    tests: [
      ...summaryTests(grade),
      ...rows.map((row) => {
        const at = counted.indexOf(row);
        return { 'test-name': `${row.number} ${row.name}`, passed: row.passed !== false, score: at < 0 ? 0 : Math.min(earned[at]!, most[at]!), 'max-score': at < 0 ? 0 : most[at]!, id: row.id, verdict: row.verdict, output: row.text };
      }),
    ],
  };
  return `${ciSafeJson(JSON.stringify(result, null, 2))}\n`;
}

/** What no single test can say stands before them, without points. */
function summaryTests(grade: Grade): Record<string, unknown>[] {
  const status = statusText(grade);
  const causes = causeLines(grade);
  const { text } = textsOf(grade.language);
  return [
    ...(status === null ? [] : [{ 'test-name': text('heading.starts'), passed: false, score: 0, 'max-score': 0, output: status }]),
    ...(causes.length === 0 ? [] : [{ 'test-name': text('heading.mend-first'), passed: true, score: 0, 'max-score': 0, output: causes.join('\n') }]),
  ];
}
