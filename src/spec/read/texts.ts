import { listItems, textOrNull, type Cell } from '../cell.ts';
import type { ReplyText } from '../model.ts';
import type { Report } from '../problem.ts';
import { column, type TableOf } from '../table.ts';
import { readCodes } from './reply-sequence.ts';

/** `| reply | to | text |`; a row may name several codes and several receivers, `⏎` begins another line. */
export const texts: TableOf<'texts'> = {
  part: 'texts',
  header: ['reply', 'to', 'text'],
  read: (row, report) => read([column(row, 0), column(row, 1), column(row, 2)], report),
};

/** `| language | reply | to | text |`: the same in another language. */
export const translations: TableOf<'texts'> = {
  part: 'texts',
  header: ['language', 'reply', 'to', 'text'],
  read(row, report) {
    const language = textOrNull(column(row, 0));
    if (language === null || !/^[a-z]{1,8}(-[a-z]{1,8})*$/.test(language)) return report('a language is a tag of RFC 1766 in lower case, such as `de`'), [];
    return read([column(row, 1), column(row, 2), column(row, 3)], report).map((text) => ({ ...text, language }));
  },
};

function read([reply, to, text]: readonly [Cell, Cell, Cell], report: Report): ReplyText[] {
  const codes = readCodes(reply, report);
  const receivers = listItems(to);
  if (codes.length === 0) report('a text needs a reply code');
  if (receivers.length === 0) report('a text needs a receiver: a verb, an event, a rule id or `any`');
  // Only one space goes with the sign: a listing line of FEAT begins with a space of its own.
  const lines = text.text.split(/ ?⏎ ?/);
  return codes.flatMap((code) => receivers.map((receiver) => ({ code, to: receiver.text, lines })));
}
