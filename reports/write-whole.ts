import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ReportError } from './report-error.ts';

/** Writes a file whole or not at all; makes its folder. `what` names it in the error. @throws ReportError `unwritable` */
export function writeWhole(path: string, text: string, what = 'the report'): void {
  const partial = `${path}.partial`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new ReportError('unwritable', `${path}: cannot write ${what}: ${(error as Error).message}`);
  }
}
