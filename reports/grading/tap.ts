import { stringify } from 'yaml';
import { points, type Grade } from '../../conformance/rubric/grade.ts';
import { rowsOf, statusText, type Row } from './rows.ts';

/** TAP 14: one plan, a point a check, a YAML block where something is to be said. A submission that did not start bails out. */
export function renderTap(grade: Grade): string {
  const rows = rowsOf(grade);
  const status = statusText(grade);
  const head = ['TAP version 14', `1..${rows.length}`, `# isolation ${oneLine(grade.isolation)}`];
  const bail = grade.status === 'build-failed' || grade.status === 'not-started' || grade.status === 'failed';
  if (bail) return `${[...head, `Bail out! ${oneLine(status ?? grade.status)}`].join('\n')}\n`;
  return `${[...head, ...(status === null ? [] : [`# ${oneLine(status)}`]), ...rows.flatMap(pointLines)].join('\n')}\n`;
}

function pointLines(row: Row, index: number): string[] {
  const directive = row.passed === null ? ` # SKIP ${escaped(oneLine(row.text.split('\n')[0]!))}` : '';
  const line = `${row.passed === false ? 'not ok' : 'ok'} ${index + 1} - ${escaped(oneLine(`${row.number} ${row.name}`))}${directive}`;
  const block = stringify({ id: row.id, ...(row.verdict === null ? {} : { verdict: row.verdict }), points: points(row.score), max: points(row.max), duration_ms: row.duration, ...(row.text === '' ? {} : { message: row.text }) }, { lineWidth: 0 });
  return [line, '  ---', ...block.trimEnd().split('\n').map((one) => `  ${one}`), '  ...'];
}

function escaped(text: string): string { return text.replace(/[\\#]/g, '\\$&'); }
function oneLine(text: string): string { return text.replace(/\s+/g, ' ').trim().slice(0, 500); }
