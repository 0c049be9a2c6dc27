import { join } from 'node:path';
import type { Grade } from '../../conformance/rubric/grade.ts';
import { classCsv, classHtml, classJson, type ClassRow } from '../../reports/grading/class-summary.tsx';
import { formatFile, renderGrade } from '../../reports/grading/grade-formats.ts';
import { writeWhole } from '../../reports/write-whole.ts';

/** What each submission's folder holds, besides the formats that were asked for. */
const ALWAYS = ['html', 'markdown', 'json'];

/** Writes a submission's folder. `grade.json` comes last: where it stands, the others do. */
export function writeSubmission(out: string, grade: Grade, formats: readonly string[]): void {
  for (const name of [...formats.filter((name) => !ALWAYS.includes(name)), ...ALWAYS]) writeWhole(join(out, grade.submission, formatFile(name)), renderGrade(grade, name));
}

/** Writes the tables of a class. */
export function writeClass(out: string, title: string, rows: readonly ClassRow[]): void {
  const sorted = rows.toSorted((a, b) => (a.submission < b.submission ? -1 : 1));
  writeWhole(join(out, 'summary.csv'), classCsv(sorted));
  writeWhole(join(out, 'summary.json'), classJson(sorted));
  writeWhole(join(out, 'summary.html'), classHtml(title, sorted));
}
