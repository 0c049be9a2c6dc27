import { listItems } from '../cell.ts';
import { column, type TableOf } from '../table.ts';
import { readCodes } from './reply-sequence.ts';

/** `| reply | to | text |`; a row may name several codes and several receivers, `⏎` begins another line. */
export const texts: TableOf<'texts'> = {
  part: 'texts',
  header: ['reply', 'to', 'text'],
  read(row, report) {
    const codes = readCodes(column(row, 0), report);
    const receivers = listItems(column(row, 1));
    if (codes.length === 0) report('a text needs a reply code');
    if (receivers.length === 0) report('a text needs a receiver: a verb, an event, a rule id or `any`');
    // Only one space goes with the sign: a listing line of FEAT begins with a space of its own.
    const lines = column(row, 2).text.split(/ ?⏎ ?/);
    return codes.flatMap((code) => receivers.map(({ text }) => ({ code, to: text, lines })));
  },
};
