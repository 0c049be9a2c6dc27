import { textOrNull } from '../cell.ts';
import type { Condition } from '../model.ts';
import { column, type TableOf } from '../table.ts';

const KINDS: readonly Condition['kind'][] = ['argument', 'session', 'attempt', 'choice'];

/** `| condition | kind | holds when | tester sends | how a tester makes it true |` */
export const conditions: TableOf<'conditions'> = {
  part: 'conditions',
  header: ['condition', 'kind', 'holds when', 'tester sends', 'how a tester makes it true'],
  read(row, report) {
    const phrase = textOrNull(column(row, 0));
    if (phrase === null) return report('a condition needs a phrase'), [];
    if (phrase === 'otherwise') return report('`otherwise` is no condition: every verb has it'), [];
    const word = column(row, 1).text;
    const kind = KINDS.find((known) => known === word);
    if (kind === undefined) report(`the kind of a condition is ${KINDS.join(', ')}, not \`${word}\``);
    return [{
      phrase,
      kind: kind ?? 'session',
      meaning: column(row, 2).text,
      sends: textOrNull(column(row, 3)),
      recipe: textOrNull(column(row, 4)) ?? '',
    }];
  },
};
