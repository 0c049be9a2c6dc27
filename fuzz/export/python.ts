import { readFileSync } from 'node:fs';
import type { Table } from '../../src/machine/table.ts';
import { fromEbcdic } from '../../src/wire/representation/ebcdic.ts';
import type { FindingFile } from '../finding-file.ts';
import { readBytes } from '../play/interpret.ts';
import { transferVerbs } from '../play/transfer-verbs.ts';
import type { Step } from '../scenario.ts';
import { headLines, ofAccount } from './head-lines.ts';
import { wireOf } from '../own/wires.ts';
import { ownWords, sparingOwn } from './own-words.ts';
import { preparation } from './preparation.ts';
import { pythonAssignment } from './python-text.ts';
import { sparing } from './spared.ts';

/** Lines that choose another form of data than TYPE A or I in STRU F and MODE S. */
const FORM = /^(?:MODE|STRU|TYPE [EL])\b/i;

/** A Python 3 program without dependencies that plays a finding, shows the conversation, and tells whether it shows where that can be told by a program. */
export function pythonProgram(finding: FindingFile, table: Table): string {
  const wire = wireOf(table.protocol) !== null;
  const head = headLines(finding);
  const steps = wire ? sparingOwn(finding.scenario.steps) : sparing(table, finding.scenario.steps);
  const told = { ABOUT: head.join('\n'), PROBLEM: problemOf(finding), TRANSFERS: [...transferVerbs(table)], ALIASES: aliasesOf(table), NAMES_LATE: !table.commands.has('PASV'), ...(wire ? ownWords(table.protocol) : { PREPARE: preparation(table, steps), LATIN }) };
  return `#!/usr/bin/env python3
${head.map((line) => `# ${line}`).join('\n')}
#
# ${ofAccount(finding.scenario)}${wire ? 'ROOT=DIRECTORY python3 THIS HOST PORT, with the directory that the server serves' : 'python3 THIS HOST PORT USER PASSWORD'}
#
# Plays what ftpspec has found, with nothing but Python 3. Exit codes: 1 it shows, 0 it does not, or this program cannot tell.

${Object.entries({ STEPS: steps.map(withLines), ...told }).map(([name, value]) => pythonAssignment(name, value)).join('\n')}

${partsFor(steps, wire ? table.protocol.name : null).map(part).join('')}`;
}

/** EBCDIC, byte for byte, as Latin-1. */
const LATIN = fromEbcdic(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))).toString('hex');

/** Names of the files that a program is made of: what its steps do not need is left out. */
function partsFor(steps: readonly Step[], wire: string | null): string[] {
  const lines = steps.flatMap((step) => (step.act === 'send' ? step.lines : []));
  const head = ['head', lines.some((line) => /\{(?:escape|link)-/.test(line)) ? 'outside' : 'outside-none', 'bodies'];
  if (wire !== null) return [...head, 'connections', 'own', `wire-${wire}`, 'own-main', 'judge'];
  const forms = lines.some((line) => FORM.test(line));
  const marks = forms && steps.some((step) => step.act === 'upload' && /^(?:marked|broken|resumed)$/.test(step.ending));
  return [...head, forms ? 'forms' : 'forms-none', marks ? 'marks' : 'marks-none', 'connections', 'session', 'perform', 'judge'];
}

function problemOf({ problem }: FindingFile): readonly unknown[] | null { return problem === null ? null : [problem.kind, problem.verb, problem.symptom]; }

function aliasesOf({ protocol }: Table): Record<string, string> { return Object.fromEntries(protocol.commands.flatMap(({ verb, aliasOf }) => (aliasOf === null ? [] : [[verb, aliasOf]]))); }

/** Bytes with the lines that every server has to find in them; null where servers may differ. */
function withLines(step: Step): unknown { return step.act === 'bytes' ? { ...step, lines: readBytes(step.pieces.join(''))?.lines ?? null } : step; }

function part(name: string): string { return readFileSync(new URL(`python/${name}.py`, import.meta.url), 'utf8'); }
