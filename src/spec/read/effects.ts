import { textOrNull } from '../cell.ts';
import { column, type TableOf } from '../table.ts';

/** `| effect | what the server does |` */
export const effects: TableOf<'effects'> = {
  part: 'effects',
  header: ['effect', 'what the server does'],
  read(row, report) {
    const name = textOrNull(column(row, 0));
    if (name === null) return report('an effect needs a name'), [];
    return [{ name, meaning: column(row, 1).text }];
  },
};
