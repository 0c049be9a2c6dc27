import type { FindingFile } from '../finding-file.ts';
import { pythonProgram } from './python.ts';
import { shellProgram } from './shell.ts';

export const EXPORTS = ['python', 'shell'] as const;
export type ExportKind = (typeof EXPORTS)[number];

/** A program that plays a finding and needs nothing but the interpreter. */
export function exportFinding(finding: FindingFile, kind: ExportKind): string {
  return kind === 'python' ? pythonProgram(finding) : shellProgram(finding);
}
