import { argumentCondition } from '../../src/machine/argument-conditions.ts';
import type { Table } from '../../src/machine/table.ts';
import type { Demand } from '../oracle/demands.ts';

/** What asks a server to understand a line that is not quite in order; null for a line that is, or that nobody has to understand. */
export function lenience(table: Table, on: string, argument: string): Demand | null {
  const command = table.commands.get(on);
  const kind = table.argumentOf(command?.argument);
  if (kind === undefined || argument === '') return null;
  if (kind.name === 'nothing') return /^ *$/.test(argument) ? 'trailing space' : null;
  if (argument.startsWith(' ') && argumentCondition('argument malformed', argument, kind) === true) return 'spaces';
  // A name that ends at a NUL is no matter of how it is written.
  if (argument.includes('\0')) return null;
  return /[^\x20-\x7e]/.test(argument) || argument.startsWith(' ') ? 'odd names' : null;
}

/** Whether a line gives an argument to a command that takes none: to refuse it and to ignore the argument are both common. */
export function superfluous(table: Table, on: string, argument: string): boolean {
  return table.commands.get(on)?.argument === 'nothing' && /[^ ]/.test(argument);
}
