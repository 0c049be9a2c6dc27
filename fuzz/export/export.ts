import { FtpspecError } from '../../src/ftpspec-error.ts';
import type { Table } from '../../src/machine/table.ts';
import type { FindingFile } from '../finding-file.ts';
import { wireOf } from '../own/wires.ts';
import { pythonProgram } from './python.ts';
import { shellProgram } from './shell.ts';

export const EXPORTS = ['python', 'shell'] as const;
export type ExportKind = (typeof EXPORTS)[number];

/**
 * A program that plays a finding and needs nothing but the interpreter.
 * @param table of the finding's protocol
 * @throws FtpspecError `USAGE` for a protocol whose commands are no lines
 */
export function exportFinding(finding: FindingFile, kind: ExportKind, table: Table): string {
  if (wireOf(table.protocol) !== null) throw new FtpspecError('USAGE', `a finding over the wire of ${table.protocol.name} cannot be written as a program`, { hint: 'Play it with `ftpspec replay FILE --against HOST:PORT`; it is written down in its file, step by step.' });
  return kind === 'python' ? pythonProgram(finding, table) : shellProgram(finding, table);
}
