import { points, type Grade } from '../../conformance/rubric/grade.ts';
import { renderGradeMarkdown } from './grade-markdown.ts';
import { isolationLevel, rowsOf, scoreText, statusText, type Row } from './rows.ts';

/** GitHub shows so many annotations of a kind for one step. */
const MOST = 10;
/** Bytes of `$GITHUB_STEP_SUMMARY`. */
const SUMMARY = 1024 * 1024;

/** Workflow commands: one error or warning a failing check, the costliest first; the last one counts the rest. */
export function renderGithubAnnotations(grade: Grade): string {
  const rows = rowsOf(grade).filter((row) => row.passed === false).sort((a, b) => lost(b) - lost(a));
  const status = statusText(grade);
  const isError = (row: Row): boolean => row.verdict === null || ['fail', 'crash', 'flaky', 'blocked', 'harness-error'].includes(row.verdict);
  const [errors, warnings] = [rows.filter(isError), rows.filter((row) => !isError(row))];
  return [
    ...(status === null ? [] : [command('error', grade.assignment, status)]),
    ...bounded('error', errors, status === null ? MOST : MOST - 1), ...bounded('warning', warnings, MOST),
    command('notice', grade.assignment, `${scoreText(grade)}; isolation ${isolationLevel(grade)}`),
  ].map((line) => `${line}\n`).join('');
}

/** The job summary: the Markdown feedback, cut where GitHub would refuse it. */
export function renderGithubSummary(grade: Grade): string {
  const text = renderGradeMarkdown(grade);
  const bytes = Buffer.from(text);
  return bytes.length <= SUMMARY ? text : `${bytes.subarray(0, SUMMARY - 200).toString('utf8').replace(/\n[^\n]*$/, '')}\n\n…the rest is left out: the summary of a step holds 1 MiB.\n`;
}

function bounded(kind: 'error' | 'warning', rows: readonly Row[], most: number): string[] {
  const shown = rows.length <= most ? rows : rows.slice(0, most - 1);
  const lines = shown.map((row) => command(kind, row.name, row.brief === '' ? `${points(row.score)} of ${points(row.max)} points` : row.brief));
  if (shown.length < rows.length) lines.push(command(kind, 'and more', `${rows.length - shown.length} more; the report of the job has them all`));
  return lines;
}

function lost(row: Row): number { return row.max - row.score; }

function command(kind: string, title: string, message: string): string {
  return `::${kind} title=${property(title)}::${data(message.slice(0, 4000))}`;
}

function data(text: string): string { return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'); }
function property(text: string): string { return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C'); }
