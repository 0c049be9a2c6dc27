import { isAscii, type Untruth } from './told.ts';
import type { Tree } from './tree.ts';

const DAY = 86_400_000;
/** A file this old is no file of the last half year, whoever counts. */
const OLD = 300 * DAY;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DATE = / ([A-Z][a-z]{2}) +(\d{1,2}) +(\d{4}|\d{1,2}:\d{2}) /;

/** What is untrue in the dates of LIST, where they are written as by `ls -l` and the server's clock is ours; in whatever zone it shows them. */
export function datesUntruth({ tree, now }: { readonly tree: Tree; readonly now: number | null }, directory: string, lines: readonly string[]): Untruth | null {
  if (now === null) return null;
  for (const name of tree.listed(directory).present) {
    const node = tree.at(`${directory === '/' ? '' : directory}/${name}`);
    if (node.kind !== 'file' || node.changed <= 0 || node.mode !== undefined || !isAscii(name)) continue;
    const [whole, month, day, rest] = DATE.exec(lines.find((line) => line.endsWith(` ${name}`)) ?? '') ?? [];
    if (whole === undefined || rest === undefined || !MONTHS.includes(month!)) continue;
    const timed = rest.includes(':');
    const wanted = [-DAY, 0, DAY].map((shift) => new Date(node.changed + shift)).map((date) => `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}${timed ? '' : ` ${date.getUTCFullYear()}`}`);
    if (!wanted.includes(`${month} ${Number(day)}${timed ? '' : ` ${rest}`}`)) return { demand: 'listed date', expected: `${wanted[1]}, or the day before or after`, symptom: 'another date' };
    if (timed && now - node.changed > OLD) return { demand: 'listed date', expected: `${wanted[1]} and the year`, symptom: 'no year' };
  }
  return null;
}
