import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The log is the `.ndjson` report where one is wanted, else a file that is gone in the end. */
export function placeOfLog(reports: readonly string[]): { path: string; remove: () => void } {
  const wanted = reports.find((path) => path.toLowerCase().endsWith('.ndjson'));
  if (wanted !== undefined) return { path: wanted, remove: () => {} };
  const directory = mkdtempSync(join(tmpdir(), 'ftpspec-log-'));
  return { path: join(directory, 'run.ndjson'), remove: () => rmSync(directory, { recursive: true, force: true }) };
}
