import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { classRow, type ClassRow } from '../../reports/grading/class-summary.tsx';
import { formatFile } from '../../reports/grading/grade-formats.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { writeClass } from './class-files.ts';
import { readGrade } from './read-grade.ts';

/**
 * Joins the results of shards: every submission's folder, and the tables as one run of the whole class would write them.
 * @throws FtpspecError `BAD_SUBMISSIONS` when two shards graded one submission, or graded by different assignments; `NOTHING_SELECTED` when nothing is there
 */
export function mergeClass(parts: readonly string[], out: string): ClassRow[] {
  const rows: ClassRow[] = [];
  const places = new Map<string, string>();
  let assignment: string | null = null;
  for (const part of parts) {
    for (const { name } of readdirSync(part, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
      const grade = readGrade(join(part, name, formatFile('json')));
      if (grade === null) continue;
      const other = places.get(grade.submission);
      if (other !== undefined) throw new FtpspecError('BAD_SUBMISSIONS', `${grade.submission} stands in ${other} and in ${part}`);
      if (assignment !== null && assignment !== grade.assignment) throw new FtpspecError('BAD_SUBMISSIONS', `${part} was graded by "${grade.assignment}", others by "${assignment}"`);
      assignment = grade.assignment;
      places.set(grade.submission, part);
      rows.push(classRow(grade));
      if (resolve(part) === resolve(out)) continue;
      mkdirSync(out, { recursive: true });
      cpSync(join(part, name), join(out, name), { recursive: true });
    }
  }
  if (rows.length === 0) throw new FtpspecError('NOTHING_SELECTED', `no grade in ${parts.join(', ')}`, { hint: 'Name the --out directories of the shards.' });
  writeClass(out, assignment!, rows);
  return rows;
}
