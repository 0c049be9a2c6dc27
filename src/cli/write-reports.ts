import { resolve } from 'node:path';
import type { Log } from '../../reports/log.ts';
import { renderFile } from '../../reports/render.ts';
import { drawSvg } from '../draw/svg.ts';
import type { Table } from '../machine/table.ts';
import { coverageOf } from './coverage-of.ts';

/**
 * Writes every report from the log. One that cannot be written does not keep the others.
 *
 * @param source the log itself, which may be one of the reports and is then left as it is
 * @throws ReportError the first that was met
 */
export async function writeReports(paths: readonly string[], log: Log, source: string, table: Table): Promise<void> {
  const wanted = paths.filter((path) => resolve(path) !== resolve(source));
  const diagram = wanted.some((path) => /\.html$/i.test(path)) ? await drawSvg(table, coverageOf(log)) : null;
  const errors: unknown[] = [];
  for (const path of wanted) {
    try {
      renderFile(path, log, table.protocol, { diagram });
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
