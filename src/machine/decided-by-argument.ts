import type { Argument } from '../spec/model.ts';
import { argumentCondition } from './argument-conditions.ts';
import type { Answers } from './decide.ts';
import type { Table } from './table.ts';

/** What the argument of a verb decides. */
interface Decided { readonly kind: Argument | undefined; readonly phrases: readonly string[] }

const decided = new WeakMap<Table, Map<string, Decided>>();

/** The facts of a command, with those that its argument decides. */
export function withArgument(table: Table, { verb, on, argument, facts }: { readonly verb: string; readonly on: string; readonly argument: string; readonly facts: Answers }): Answers {
  const { kind, phrases } = decidedByArgument(table, verb, on);
  if (phrases.length === 0) return facts;
  const known: Record<string, boolean> = { ...facts };
  for (const phrase of phrases) known[phrase] = argumentCondition(phrase, argument, kind!)!;
  return known;
}

/** The conditions of a verb's rows that the argument alone decides, and the argument's kind; found once for each verb of the command table. */
function decidedByArgument(table: Table, verb: string, on: string): Decided {
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
