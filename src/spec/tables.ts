import { allowed } from './read/allowed.ts';
import { argumentTable } from './read/arguments.ts';
import { commands } from './read/commands.ts';
import { conditions } from './read/conditions.ts';
import { effects } from './read/effects.ts';
import { events } from './read/events.ts';
import { replies } from './read/replies.ts';
import { roles } from './read/roles.ts';
import { rules } from './read/rules.ts';
import { states } from './read/states.ts';
import { texts, translations } from './read/texts.ts';
import type { AnyTable } from './table.ts';

const TABLES: readonly AnyTable[] = [
  states, effects, events, commands, argumentTable, conditions, rules, replies, allowed, texts, translations, roles,
];

/**
 * The kind of table that a header announces.
 * @param header cells in lower case
 * @returns null for a table that only explains; a sentence for one that seems to be meant as normative but is not.
 */
export function recogniseTable(header: readonly string[]): AnyTable | string | null {
  const known = TABLES.find((table) => sameCells(table.header, header));
  if (known !== undefined) return known;
  const near = TABLES.find((table) => resembles(table.header, header));
  if (near !== undefined) return `a table with this header is not read; a table of ${near.part} has \`| ${near.header.join(' | ')} |\``;
  if (header[0] === 'id') return `a table of ids is a table of rules: \`| ${rules.header.join(' | ')} |\``;
  return null;
}

function sameCells(known: readonly string[], header: readonly string[]): boolean {
  return known.length === header.length && known.every((cell, index) => cell === header[index]);
}

/** Two thirds of the cells are there, up to a slip of the pen. */
function resembles(known: readonly string[], header: readonly string[]): boolean {
  if (header.length > 2 * known.length) return false;
  const found = known.filter((cell) => header.some((other) => nearly(cell, other))).length;
  return found >= Math.ceil((known.length * 2) / 3);
}

/** Equal up to one letter added, dropped or changed, or the plural; in short words no letter may differ. */
function nearly(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 4 || long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  const rest = long.slice(start + 1);
  return short.slice(start) === rest || short.slice(start + 1) === rest;
}
