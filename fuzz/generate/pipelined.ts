import type { Table } from '../../src/machine/table.ts';
import { fileAct } from '../oracle/file-acts.ts';
import { needsListener } from '../play/names.ts';
import { transferVerbs } from '../play/transfer-verbs.ts';
import type { Step } from '../scenario.ts';
import type { Making } from './making.ts';

/** Commands that end something, begin TLS, or may overtake others. */
const ALONE: ReadonlySet<string> = new Set(['AUTH', 'CCC', 'REIN', 'QUIT', 'ABOR', 'STAT']);

/** Lines in one write, at most, and their bytes. */
const MOST = 12;
const BYTES = 1400;

/**
 * In most scenarios sends several commands in one write where nothing has to happen between them: a server takes them one by one all the
 * same, and the wire costs less. What begins a transfer, names our listener, ends something or asks for TLS stays where it is.
 */
export function pipelined(steps: readonly Step[], { random, moves: { table } }: Making): Step[] {
  if (!random.chance(0.8)) return [...steps];
  const merged: Step[] = [];
  /** The lines of the last step, where more may be sent behind them, and their bytes. */
  let open: { readonly session: number; readonly lines: string[]; bytes: number } | null = null;
  for (const [at, step] of steps.entries()) {
    if (step.act !== 'send' || !step.wait || step.tail !== undefined) {
      merged.push(step);
      open = null;
      continue;
    }
    const bytes = step.lines.reduce((sum, line) => sum + line.length, 0);
    // What is left of a session is looked at from before its end on.
    const parts = steps[at + 1]?.act === 'connect' && step.lines[0] === 'QUIT';
    const joins: boolean = open !== null && !parts && open.session === step.session && open.lines.length + step.lines.length <= MOST && open.bytes + bytes <= BYTES && !step.lines.some(needsListener);
    if (open !== null && joins) {
      open.lines.push(...step.lines);
      open.bytes += bytes;
    } else {
      open = { session: step.session, lines: [...step.lines], bytes };
      merged.push({ ...step, lines: open.lines });
    }
    if (step.lines.some((line) => endsBatch(line, table))) open = null;
  }
  return merged;
}

/** Nothing may be sent ahead behind such a line. */
function endsBatch(line: string, table: Table): boolean {
  const space = line.indexOf(' ');
  const on = table.canonical((space < 0 ? line : line.slice(0, space)).toUpperCase());
  return transferVerbs(table).has(on) || ALONE.has(on) || fileAct(on) === 'restart session';
}
