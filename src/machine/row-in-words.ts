import type { Row } from './table.ts';

const known = new WeakMap<Row, readonly string[]>();

/** The replies of a row in words, with its condition and rule. */
export function rowInWords(row: Row): readonly string[] {
  let words = known.get(row);
  if (words === undefined) {
    const when = row.rule.when === 'otherwise' ? '' : ` when ${row.rule.when}`;
    known.set(row, (words = [`${row.rule.reply.map((alternatives) => alternatives.join(' or ')).join(', then ')}${when} (${row.rule.id})`]));
  }
  return words;
}
