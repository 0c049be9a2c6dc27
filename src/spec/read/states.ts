import { textOrNull } from '../cell.ts';
import { column, type TableOf } from '../table.ts';

/** `| region | state | on entry | meaning |` */
export const states: TableOf<'states'> = {
  part: 'states',
  header: ['region', 'state', 'on entry', 'meaning'],
  read(row, report) {
    const region = textOrNull(column(row, 0));
    const name = textOrNull(column(row, 1));
    if (region === null || name === null) return report('a state needs a region and a name'), [];
    return [{ region, name, entry: textOrNull(column(row, 2)), meaning: column(row, 3).text }];
  },
};
