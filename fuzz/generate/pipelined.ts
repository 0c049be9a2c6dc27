import { fileAct } from '../oracle/file-acts.ts';
import { needsListener } from '../play/names.ts';
import { transferVerbs } from '../play/transfer-verbs.ts';
import type { Step } from '../scenario.ts';
import type { Making } from './making.ts';

/** Lines in one write, at most, and their bytes. */
const MOST = 6;
const BYTES = 1200;

/**
 * In most scenarios sends several commands in one write where nothing has to happen between them: a server takes them one by one all the
 * same, and the wire costs less. What begins a transfer, names our listener, ends something or asks for TLS stays where it is.
 */
export function pipelined(steps: readonly Step[], { random, moves: { table } }: Making): Step[] {
  if (!random.chance(0.8)) return [...steps];
  const merged: Step[] = [];
  for (const step of steps) {
    const last = merged.at(-1);
    if (last?.act === 'send' && step.act === 'send' && last.session === step.session && last.wait && step.wait && step.tail === undefined && joins(last.lines, step.lines)) {
      merged[merged.length - 1] = { ...last, lines: [...last.lines, ...step.lines] };
    } else merged.push(step);
  }
  return merged;

  function joins(before: readonly string[], after: readonly string[]): boolean {
    if (before.length + after.length > MOST || before.concat(after).join('').length > BYTES) return false;
    return !after.some(needsListener) && !before.some((line) => endsBatch(line));
  }

  /** Nothing may be sent ahead behind such a line. */
  function endsBatch(line: string): boolean {
    const on = table.canonical(line.split(' ', 1)[0]!.toUpperCase());
    return transferVerbs(table).has(on) || /^(AUTH|CCC|REIN|QUIT|ABOR|STAT)$/.test(on) || fileAct(on) === 'restart session';
  }
}
