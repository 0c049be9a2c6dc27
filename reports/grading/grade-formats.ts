import { appendFileSync } from 'node:fs';
import type { Grade } from '../../conformance/rubric/grade.ts';
import { ciSafeJson } from '../escape-ci.ts';
import { ReportError } from '../report-error.ts';
import { writeWhole } from '../write-whole.ts';
import { renderCheck50 } from './check50.ts';
import { renderClassroom50, type Environment } from './classroom50.ts';
import { renderClassroomV1 } from './classroom-v1.ts';
import { renderCtrf } from './ctrf.ts';
import { renderGithubAnnotations, renderGithubSummary } from './github.ts';
import { renderGradeHtml } from './grade-html.tsx';
import { renderGradeJunit } from './grade-junit.ts';
import { renderGradeMarkdown } from './grade-markdown.ts';
import { renderGradescope } from './gradescope.ts';
import { renderTap } from './tap.ts';

interface Format {
  readonly render: (grade: Grade, environment: Environment) => string;
  /** Name in the folder of a submission of a class. */
  readonly file: string;
}

const FORMATS: Readonly<Record<string, Format>> = {
  classroom50: { render: renderClassroom50, file: 'result.json' },
  gradescope: { render: renderGradescope, file: 'results.json' },
  ctrf: { render: renderCtrf, file: 'ctrf-report.json' },
  junit: { render: renderGradeJunit, file: 'junit.xml' },
  tap: { render: renderTap, file: 'result.tap' },
  github: { render: renderGithubAnnotations, file: 'annotations.txt' },
  'classroom-v1': { render: renderClassroomV1, file: 'classroom-v1.txt' },
  check50: { render: renderCheck50, file: 'check50.json' },
  markdown: { render: renderGradeMarkdown, file: 'feedback.md' },
  html: { render: renderGradeHtml, file: 'feedback.html' },
  /** Everything, hidden checks too: for teachers and for `ftpspec merge`. */
  json: { render: (grade) => `${asciiJson(JSON.stringify(grade, null, 1))}\n`, file: 'grade.json' },
};

export const GRADE_FORMATS: readonly string[] = Object.keys(FORMATS);

/** `NAME` or `NAME=FILE`; without a file the text goes to standard output. */
export interface WantedFormat { readonly name: string; readonly file: string | null }

/** @throws ReportError `unknown-format` */
export function parseFormat(text: string): WantedFormat {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  if (!Object.hasOwn(FORMATS, name)) throw new ReportError('unknown-format', `--format ${text}: there is no format "${name}"; there are ${GRADE_FORMATS.join(', ')}`);
  const file = at < 0 ? null : text.slice(at + 1);
  if (file === '') throw new ReportError('unknown-format', `--format ${text}: a file name is missing`);
  return { name, file: file === '-' ? null : file };
}

/** A grade in a format. */
export function renderGrade(grade: Grade, name: string, environment: Environment = process.env): string {
  return FORMATS[name]!.render(grade, environment);
}

/** The name that a format's file has in the folder of a submission. */
export function formatFile(name: string): string { return FORMATS[name]!.file; }

/**
 * Writes a grade in the wanted formats. `github` without a file also adds to the job's summary where there is one.
 * @throws ReportError `unwritable`
 */
export function writeGrade(grade: Grade, formats: readonly WantedFormat[], say: (text: string) => void, environment: Environment = process.env): void {
  for (const { name, file } of formats) {
    const text = renderGrade(grade, name, environment);
    if (file === null) say(text);
    else writeWhole(file, text);
    const summary = environment['GITHUB_STEP_SUMMARY'];
    if (name === 'github' && file === null && summary !== undefined && summary !== '') appendFileSync(summary, renderGithubSummary(grade));
  }
}

/** JSON that holds text of strangers as it came: what is not ASCII is escaped, so that it can be looked at anywhere. */
function asciiJson(json: string): string {
  return ciSafeJson(json).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
