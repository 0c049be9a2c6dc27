import { isNone } from '../cell.ts';
import { column, type TableOf } from '../table.ts';
import { readCode } from './reply-sequence.ts';

/** `| code | meaning | parsed | source |` */
export const replies: TableOf<'replies'> = {
  part: 'replies',
  header: ['code', 'meaning', 'parsed', 'source'],
  read(row, report) {
    const code = readCode(column(row, 0).text, report);
    if (code === null) return [];
    const parsed = column(row, 2);
    if (parsed.text !== 'yes' && parsed.text !== 'no' && !isNone(parsed)) report(`parsed is \`yes\` or –, not \`${parsed.text}\``);
    return [{ code, meaning: column(row, 1).text, parsed: parsed.text === 'yes', source: column(row, 3).text }];
  },
};
