import { accessSync, constants, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Protocol } from '../src/spec/model.ts';
import { renderHtml, type HtmlExtras } from './html.tsx';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { logLine, type Log } from './log.ts';
import { ReportError } from './report-error.ts';
import { renderSarif } from './sarif.ts';
import { writeWhole } from './write-whole.ts';

type Renderer = (log: Log, protocol: Protocol | null, extras: HtmlExtras) => string;

/** Endings of report files and what they hold; of two that fit a name the longer one counts. */
const FORMATS: Readonly<Record<string, Renderer>> = {
  '.html': renderHtml,
  '.json': renderJson,
  '.ndjson': renderNdjson,
  '.junit.xml': renderJunit,
  '.junit': renderJunit,
  '.xml': renderJunit,
  '.sarif': renderSarif,
  '.sarif.json': renderSarif,
};

/** The endings that {@link renderFile} knows, for usage texts. */
export const REPORT_ENDINGS: readonly string[] = Object.keys(FORMATS);

/**
 * Writes the report that the file's ending names, whole or not at all; makes its folder.
 *
 * @throws ReportError `unknown-format` for an ending that is not known, `unwritable` when the file cannot be written.
 */
export function renderFile(path: string, log: Log, protocol: Protocol | null, extras: HtmlExtras = { diagram: null }): void {
  writeWhole(path, rendererOf(path)(log, protocol, extras));
}

/**
 * Finds out before a run what would stop its reports afterwards. Folders that are missing are no fault: they are made.
 *
 * @throws ReportError `unknown-format` or `unwritable`, about the first path that cannot work.
 */
export function checkReportPaths(paths: readonly string[]): void {
  const seen = new Set<string>();
  for (const path of paths) {
    rendererOf(path);
    if (seen.has(resolve(path))) throw new ReportError('unwritable', `${path}: named twice as a report`);
    seen.add(resolve(path));
    if (kind(path) === 'folder') throw new ReportError('unwritable', `${path}: is a folder, a report needs a file name`);
    checkFolder(path);
  }
}

function checkFolder(path: string): void {
  let folder = dirname(resolve(path));
  while (kind(folder) === null && dirname(folder) !== folder) folder = dirname(folder);
  if (kind(folder) !== 'folder') throw new ReportError('unwritable', `${path}: ${folder} is no folder`);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw new ReportError('unwritable', `${path}: the folder ${folder} cannot be written`);
  }
}

function kind(path: string): 'folder' | 'file' | null {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return null;
  }
}

function rendererOf(path: string): Renderer {
  const name = basename(path).toLowerCase();
  const ending = REPORT_ENDINGS.filter((one) => name.endsWith(one)).toSorted((a, b) => b.length - a.length)[0];
  const renderer = ending === undefined ? undefined : FORMATS[ending];
  if (renderer) return renderer;
  throw new ReportError('unknown-format', `${path}: unknown kind of report; the name must end in ${REPORT_ENDINGS.join(', ')}`);
}

function renderNdjson(log: Log): string {
  return [log.run, ...log.checks, ...(log.end === null ? [] : [log.end])].map(logLine).join('');
}
