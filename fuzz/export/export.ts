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
 * @throws FtpspecError `USAGE` where a shell is to play a protocol whose wire is not that of FTP
 */
export function exportFinding(finding: FindingFile, kind: ExportKind, table: Table): string {
  if (kind === 'shell' && wireOf(table.protocol) !== null) throw new FtpspecError('USAGE', `a shell cannot speak ${table.protocol.name}`, { hint: 'Give --export python.' });
  return kind === 'python' ? pythonProgram(finding, table) : shellProgram(finding, table);
}
