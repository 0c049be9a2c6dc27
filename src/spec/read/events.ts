import type { HostEvent } from '../model.ts';
import { column, type TableOf } from '../table.ts';

/** `| event | from | meaning |`, the event in brackets. */
export const events: TableOf<'events'> = {
  part: 'events',
  header: ['event', 'from', 'meaning'],
  read(row, report) {
    const name = column(row, 0).text;
    if (!/^\[[^[\]]+\]$/.test(name)) return report('an event needs a name in brackets'), [];
    const word = column(row, 1).text;
    if (word !== 'line' && word !== 'host') report(`an event comes from the \`host\` or from a \`line\`, not from \`${word}\``);
    const from: HostEvent['from'] = word === 'line' ? 'line' : 'host';
    return [{ name, from, meaning: column(row, 2).text }];
  },
};
