import type { Grade, GradedItem } from '../../conformance/rubric/grade.ts';
import { ciSafeJson } from '../escape-ci.ts';
import { htmlText } from '../escape-html.ts';
import { htmlPage } from './grade-html.tsx';
import { plainText } from './plain-text.ts';
import { isolationLevel } from './rows.ts';

/** What the table of a class holds of each grade: no times, so that two runs of one class leave the same files; small, so that a class of any size fits into memory. */
export interface ClassRow extends Pick<Grade, 'submission' | 'status' | 'score' | 'max' | 'bonus' | 'penalty'> {
  readonly message: string | null;
  readonly items: readonly Pick<GradedItem, 'id' | 'name' | 'kind' | 'score' | 'max'>[];
  readonly causes: readonly { readonly id: string; readonly title: string; readonly lost: number }[];
  readonly flaky: readonly string[];
  /** How it was confined, as one word. */
  readonly isolation: string;
}

export function classRow(grade: Grade): ClassRow {
  const { submission, status, score, max, bonus, penalty } = grade;
  return {
    submission, status, score, max, bonus, penalty, message: grade.message === null ? null : plainText(grade.message, 500),
    items: grade.stages.flatMap((stage) => stage.items.map(({ id, name, kind, score, max }) => ({ id, name, kind, score, max }))),
    causes: grade.causes.slice(0, 5).map(({ id, title, lost }) => ({ id, title: plainText(title, 200), lost })),
    flaky: grade.checks.filter(({ verdict }) => verdict === 'flaky').map(({ id }) => id),
    isolation: isolationLevel(grade),
  };
}

/** A row a submission, in the order of their names. A cell that a spreadsheet would run as a formula begins with an apostrophe. */
export function classCsv(rows: readonly ClassRow[]): string {
  const items = rows[0]?.items ?? [];
  const head = ['submission', 'status', 'score', 'max', 'bonus', 'penalty', ...items.map(({ id }) => id), 'first cause'];
  return [head, ...rows.map((row) => [row.submission, row.status, row.score, row.max, row.bonus, row.penalty, ...row.items.map(({ kind, score }) => (kind === 'manual' ? '' : score)), row.causes[0]?.title ?? row.message ?? ''])]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** The rows, and what went wrong most often. */
export function classJson(rows: readonly ClassRow[]): string {
  return `${ciSafeJson(JSON.stringify({ submissions: rows, common: commonCauses(rows) }, null, 1))}\n`;
}

export function classHtml(title: string, rows: readonly ClassRow[]): string {
  const items = (rows[0]?.items ?? []).filter(({ kind }) => kind !== 'manual');
  return htmlPage(title, (
    <>
      <header class="top"><div><p class="brand">{rows.length} submissions</p><h1>{htmlText(title)}</h1></div></header>
      <main>
        <h2>Points</h2>
        <div class="panel"><table>
          <thead><tr><th scope="col">Submission</th><th scope="col">score</th><th scope="col">of</th>{items.map(({ name }) => <th scope="col">{htmlText(name.slice(0, 24))}</th>)}<th scope="col">status</th></tr></thead>
          <tbody>{rows.map((row) => (
            <tr><td><a href={`${encodeURIComponent(row.submission)}/feedback.html`}>{htmlText(row.submission)}</a></td><td>{row.score}</td><td>{row.max}</td>
              {row.items.filter(({ kind }) => kind !== 'manual').map(({ score }) => <td>{score}</td>)}<td>{row.status}{row.flaky.length > 0 ? `, ${row.flaky.length} flaky` : ''}</td></tr>
          ))}</tbody>
        </table></div>
        <p>Isolation: {htmlText([...new Set(rows.map(({ isolation }) => isolation))].join(', '))}</p>
        <h2>What went wrong most often</h2>
        <ol>{commonCauses(rows).slice(0, 15).map(({ title, submissions, lost }) => <li>{htmlText(title)}: {submissions} submissions, {lost} points</li>)}</ol>
      </main>
    </>
  ));
}

interface CommonCause { readonly id: string; readonly title: string; readonly submissions: number; readonly lost: number }

function commonCauses(rows: readonly ClassRow[]): CommonCause[] {
  const found = new Map<string, { title: string; submissions: number; lost: number }>();
  for (const { id, title, lost } of rows.flatMap(({ causes }) => causes)) {
    const one = found.get(id) ?? { title, submissions: 0, lost: 0 };
    found.set(id, { title, submissions: one.submissions + 1, lost: Math.round((one.lost + lost) * 100) / 100 });
  }
  return [...found].map(([id, one]) => ({ id, ...one })).sort((a, b) => b.submissions - a.submissions || b.lost - a.lost || (a.id < b.id ? -1 : 1));
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
