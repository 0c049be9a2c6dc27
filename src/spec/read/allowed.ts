import { listItems } from '../cell.ts';
import { column, type TableOf } from '../table.ts';
import { readCodes } from './reply-sequence.ts';

/** `| verb | listed | habits | source |`; a row may name several verbs or events. */
export const allowed: TableOf<'allowed'> = {
  part: 'allowed',
  header: ['verb', 'listed', 'habits', 'source'],
  read(row, report) {
    const verbs = listItems(column(row, 0));
    if (verbs.length === 0) report('allowed replies need a verb');
    const listed = readCodes(column(row, 1), report);
    const habits = readCodes(column(row, 2), report);
    return verbs.map(({ text }) => ({ verb: text, listed, habits, source: column(row, 3).text }));
  },
};
