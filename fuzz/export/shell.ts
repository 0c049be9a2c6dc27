import { readFileSync } from 'node:fs';
import type { Table } from '../../src/machine/table.ts';
import type { FindingFile } from '../finding-file.ts';
import { headLines, ofAccount } from './head-lines.ts';
import { preparation, type Preparation } from './preparation.ts';
import { ShellBodies } from './shell-bodies.ts';
import { beyondShell, quoted } from './shell-words.ts';
import { sparing } from './spared.ts';

/**
 * A bash script without dependencies that plays a finding, as far as a shell can: passive data connections alone, no resets, no TLS. What it cannot do
 * it says when it comes there: it goes on with the next best, or ends with 3.
 */
export function shellProgram(finding: FindingFile, table: Table): string {
  const head = headLines(finding);
  const bodies = new ShellBodies();
  const steps = sparing(table, finding.scenario.steps);
  const before = preparation(table, steps);
  const lines = [...before.flatMap((step) => shellLines(step, new ShellBodies())), ...(before.length === 0 ? [] : ['finish 2> /dev/null', `echo '--- prepared'`, '']), ...steps.flatMap((step) => shellLines(step, bodies)), '', `cat <<'ABOUT'`, '', ...head, 'ABOUT'];
  const player = readFileSync(new URL('shell/player.sh', import.meta.url), 'utf8');
  return `#!/usr/bin/env bash\n${head.map((line) => `# ${line}`).join('\n')}\n#\n# ${ofAccount(finding.scenario)}bash THIS HOST PORT USER PASSWORD\n\n${player}\n${lines.join('\n')}\n`;
}

function shellLines(step: Preparation, bodies: ShellBodies): string[] {
  const use = `use ${step.session}`;
  switch (step.act) {
    case 'open': return [use, `session ${step.session}`, ...(step.early === undefined ? ['reply'] : step.early.length === 0 ? [] : [...says(step.session, step.early, bodies), 'reply', ...step.early.map(waits)])];
    case 'send': return [use, ...says(step.session, step.lines, bodies, step.tail), ...(step.wait ? step.lines.map(waits) : [])];
    case 'bytes': return [use, ...step.pieces.map((piece) => `say ${quoted(piece)}`), `say ${quoted('\r\nNOOP\r\n')}`, 'reply'];
    case 'connect': return [use, 'connect'];
    case 'receive': return [use, 'receive'];
    case 'upload': return [use, ...bodies.lines(step)];
    case 'half': return [use, `echo '! a shell cannot end one side of a connection: it is closed'`, 'finish; over'];
    case 'close': return [use, 'finish; over'];
    case 'reset': return [use, `echo '! a shell cannot break a connection off: it is closed'`, 'finish; over'];
    // It reads nothing before it receives, and a connection stands until the next one takes its place.
    case 'stall': case 'keep': return [];
    case 'secure': case 'secure in part': case 'renegotiate': case 'cut': return [beyond('a shell has no TLS')];
    case 'end': case 'drop': return [use, 'eval "exec $control>&- $control<&-"'];
  }
}

function says(session: number, lines: readonly string[], bodies: ShellBodies, tail = ''): string[] {
  const cannot = beyondShell(lines.join('')) ?? (lines.some((line) => line.includes('{marker}')) && !bodies.knowsMarker(session) ? 'this restart marker is one that a download brings' : null);
  if (cannot !== null) return [beyond(cannot)];
  for (const line of lines) bodies.said(session, line);
  return [`say ${quoted(`${lines.map((line) => `${line}\r\n`).join('')}${tail}`)}`];
}

function beyond(why: string): string { return `echo '! ${why}: use the Python program'; exit 3`; }

function waits(line: string): string { return /^pass/i.test(line) ? 'reply 20' : 'reply'; }
