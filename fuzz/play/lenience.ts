import { argumentCondition } from '../../src/machine/argument-conditions.ts';
import type { Table } from '../../src/machine/table.ts';
import type { Demand } from '../oracle/demands.ts';

/** What asks a server to understand a line that is not quite in order; null for a line that is, or that nobody has to understand. */
export function lenience(table: Table, on: string, argument: string): Demand | null {
  const command = table.commands.get(on);
  const kind = table.protocol.arguments.find(({ name }) => name === command?.argument);
  if (kind === undefined || argument === '') return null;
  if (kind.name === 'nothing') return 'trailing space';
  if (argument.startsWith(' ') && argumentCondition('argument malformed', argument, kind) === true) return 'spaces';
  return /[^\x20-\x7e]/.test(argument) || argument.startsWith(' ') ? 'odd names' : null;
}
