import { candidateRows } from '../../src/machine/candidate-rows.ts';
import { withArgument } from '../../src/machine/decided-by-argument.ts';
import type { Row, Table, Vector } from '../../src/machine/table.ts';
import { NO_COMMAND, NO_PARAMETER, saysNotImplemented } from '../../src/wire/not-implemented.ts';
import { changesFiles, fileAct } from '../oracle/file-acts.ts';
import type { PlaySession } from './session.ts';

/**
 * Whether a reply, before the observer has taken it, says of a command that there is no such thing, and nothing else: where it was sent it succeeds,
 * as far as anybody knows, and no row has this code for another refusal.
 */
export function saysLacking({ observer, pending, stage: { subject } }: PlaySession, code: number): boolean {
  const [command] = pending;
  if (!saysNotImplemented(code) || command === undefined || pending.length > 1 || !command.alone) return false;
  if (code === NO_PARAMETER && command.argument !== '') return false;
  // Who may not write may be told so in any words.
  if (subject.writing !== null && changesFiles(fileAct(command.on))) return false;
  const { table } = subject;
  return observer.vectors.every((vector) => {
    const rows = candidateRows(table, command.on, withArgument(table, command), vector);
    return rows.some(succeeds) && rows.every((row) => succeeds(row) || !refusesBy(row, code, table));
  });
}

/** Whether a verb has a success here, on every way the server may have come here. */
export function worksHere(table: Table, vectors: readonly Vector[], verb: string): boolean {
  const on = table.canonical(verb);
  return vectors.every((vector) => table.rowsAt(on, vector).some(succeeds));
}

function succeeds({ rule }: Row): boolean { return rule.reply[0]?.some((code) => code < 400) === true; }

/**
 * Whether a row may be why a command is refused by this code. What a server may choose is none: a command that it never carries out it has not.
 * Any refusal may be written as 500 or 504 where what it depends on is not known; 502 is for those that a row names.
 */
function refusesBy({ rule }: Row, code: number, table: Table): boolean {
  if (rule.level !== 'MAY' && rule.reply[0]?.includes(code) === true) return true;
  const condition = table.protocol.conditions.find(({ phrase }) => phrase === rule.when);
  return code !== NO_COMMAND && rule.level !== 'MAY' && condition !== undefined && condition.kind !== 'choice' && condition.kind !== 'attempt';
}
