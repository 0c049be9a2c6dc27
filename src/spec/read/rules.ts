import { isNone, listItems, textOrNull, type Cell } from '../cell.ts';
import type { Level, Rule } from '../model.ts';
import type { Report } from '../problem.ts';
import { column, type TableOf } from '../table.ts';
import { readReplySequence } from './reply-sequence.ts';

const LEVELS: readonly Level[] = ['MUST', 'SHOULD', 'MAY', 'HABIT'];

/** `| id | in state | on | when | reply | next | level | source |` */
export const rules: TableOf<'rules'> = {
  part: 'rules',
  header: ['id', 'in state', 'on', 'when', 'reply', 'next', 'level', 'source'],
  read(row, report) {
    const id = textOrNull(column(row, 0));
    if (id === null) return report('a rule needs an id'), [];
    const on = readTriggers(column(row, 2), report);
    const reply = readReplySequence(column(row, 4), report);
    const level = LEVELS.find((known) => known === column(row, 6).text);
    if (level === undefined) report(`the level of ${id} is ${LEVELS.join(', ')}, not \`${column(row, 6).text}\``);
    if (on.length === 0) report(`${id} needs a verb or an event`);
    if (isNone(column(row, 1))) report(`${id} needs a state: write \`any\` for every one`);
    const silent = reply?.length === 0 || on.every((trigger) => trigger.startsWith('['));
    const when = textOrNull(column(row, 3));
    if (when === null && !silent) report(`${id} needs a condition: write \`otherwise\` when there is none`);
    const [source, excuse] = splitExcuse(column(row, 7));
    const rule: Rule = {
      id,
      chapter: row.chapter,
      in: column(row, 1).text === 'any' ? [] : readStates(column(row, 1), report),
      on,
      when: when ?? 'otherwise',
      reply: reply ?? [],
      next: readStates(column(row, 5), report),
      level: level ?? 'MAY',
      source,
      place: row.place,
    };
    if (excuse !== null) row.margin.excuse(rule, excuse);
    // A row with an unreadable reply would pass for a consequence: better none than a wrong one.
    return reply === null || on.length === 0 ? [] : [rule];
  },
};

function readStates(cell: Cell, report: Report): string[] {
  return listItems(cell).map((item) => {
    if (!item.code) report(`state \`${item.text}\` stands without backticks`);
    return item.text;
  });
}

function readTriggers(cell: Cell, report: Report): string[] {
  return listItems(cell).map((item) => {
    if (!item.code && !/^\[.+\]$/.test(item.text)) report(`verb \`${item.text}\` stands without backticks`);
    return item.text;
  });
}

/** The source, and the reason of `[no example: reason]` when the cell holds one. */
function splitExcuse(cell: Cell): [string, string | null] {
  const match = /\[no example: ([^\]]+)\]/.exec(cell.text);
  const source = match === null ? cell.text : cell.text.replace(match[0], '').trim();
  return [source, match?.[1] ?? null];
}
