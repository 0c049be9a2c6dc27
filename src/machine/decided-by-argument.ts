import type { Argument } from '../spec/model.ts';
import { argumentCondition } from './argument-conditions.ts';
import type { Table } from './table.ts';

/** What the argument of a verb decides. */
interface Decided { readonly kind: Argument | undefined; readonly phrases: readonly string[] }

const decided = new WeakMap<Table, Map<string, Decided>>();

/** The conditions of a verb's rows that the argument alone decides, and the argument's kind; found once for each verb of the command table. */
export function decidedByArgument(table: Table, verb: string, on: string): Decided {
  let verbs = decided.get(table);
  if (verbs === undefined) decided.set(table, (verbs = new Map()));
  // What no table knows is sent by whoever likes: only what is known is kept.
  const command = table.commands.get(verb);
  let found = verbs.get(verb);
  if (found !== undefined) return found;
  const kind = table.argumentOf((command?.aliasOf ? table.commands.get(command.aliasOf)! : command)?.argument);
  found = { kind, phrases: kind === undefined ? [] : [...new Set(table.rows(on).map(({ rule }) => rule.when))].filter((phrase) => argumentCondition(phrase, '', kind) !== null) };
  if (command !== undefined) verbs.set(verb, found);
  return found;
}
