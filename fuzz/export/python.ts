import { readFileSync } from 'node:fs';
import type { Table } from '../../src/machine/table.ts';
import { fromEbcdic } from '../../src/wire/representation/ebcdic.ts';
import type { FindingFile } from '../finding-file.ts';
import { readBytes } from '../play/interpret.ts';
import { transferVerbs } from '../play/transfer-verbs.ts';
import { linesOf, type Step } from '../scenario.ts';
import { headLines, ofAccount } from './head-lines.ts';
import { preparation } from './preparation.ts';
import { pythonAssignment } from './python-text.ts';
import { sparing } from './spared.ts';

/** Lines that choose another form of data than TYPE A or I in STRU F and MODE S. */
const FORM = /^(?:MODE|STRU|TYPE [EL])\b/i;

/** A Python 3 program without dependencies that plays a finding, shows the conversation, and tells whether it shows where that can be told by a program. */
export function pythonProgram(finding: FindingFile, table: Table): string {
  const { problem, scenario } = finding;
  const head = headLines(finding);
  const steps = sparing(table, scenario.steps);
  const lines = linesOf(scenario);
  const forms = lines.some((line) => FORM.test(line));
  const marks = forms && steps.some((step) => step.act === 'upload' && /^(?:marked|broken|resumed)$/.test(step.ending));
  const outside = lines.some((line) => /\{(?:escape|link)-/.test(line));
  const told = [
    ['STEPS', steps.map(withLines)], ['PREPARE', preparation(table, steps)], ['ABOUT', head.join('\n')],
    ['PROBLEM', problem === null ? null : [problem.kind, problem.verb, problem.symptom]],
    ['TRANSFERS', [...transferVerbs(table)]], ['ALIASES', Object.fromEntries(table.protocol.commands.flatMap(({ verb, aliasOf }) => (aliasOf === null ? [] : [[verb, aliasOf]])))],
    ['NAMES_LATE', !table.commands.has('PASV')], ...(forms ? [['LATIN', fromEbcdic(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))).toString('hex')] as const] : []),
  ] as const;
  const parts = ['head', ...(outside ? ['outside'] : ['outside-none']), 'bodies', forms ? 'forms' : 'forms-none', marks ? 'marks' : 'marks-none', 'connections', 'session', 'perform', 'judge'];
  return `#!/usr/bin/env python3
${head.map((line) => `# ${line}`).join('\n')}
#
# ${ofAccount(scenario)}python3 THIS HOST PORT USER PASSWORD
#
# Plays what ftpspec has found, with nothing but Python 3. Exit codes: 1 it shows, 0 it does not, or this program cannot tell.

${told.map(([name, value]) => pythonAssignment(name, value)).join('\n')}

${parts.map(part).join('')}`;
}

/** Bytes with the number of lines that every server has to find in them; null where servers may differ. */
function withLines(step: Step): unknown { return step.act === 'bytes' ? { ...step, lines: readBytes(step.pieces.join(''))?.lines.length ?? null } : step; }

function part(name: string): string { return readFileSync(new URL(`python/${name}.py`, import.meta.url), 'utf8'); }
