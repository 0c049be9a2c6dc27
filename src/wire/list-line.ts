/** What can be told from a line of LIST. */
export interface ListLine {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link' | 'other';
  /** Bytes; null where the line tells none. */
  readonly size: number | null;
}

const TYPES: Readonly<Record<string, ListLine['type']>> = { '-': 'file', d: 'directory', l: 'link' };
const DATE = /^(?:[A-Z][a-z]{2} \d{1,2}|\d{1,2} [A-Z][a-z]{2}) (?:\d{4,5}|\d{1,2}:\d{2})$/;
const DOS = /^\d{2}[-/]\d{2}[-/](?:\d{2}|\d{4}) +\d{1,2}:\d{2}(?:[AP]M)? +(?:<[A-Z]+> {1,10}|(\d+) )(.+)$/i;

/**
 * Reads a line of LIST, without its end, in the style of `ls -l` or of DOS; null for anything else, such as `total 8`.
 * Fields may be missing before the size. Time is linear in the length of the line.
 */
export function parseListLine(line: string): ListLine | null {
  const dos = DOS.exec(line);
  if (dos !== null) {
    const size = dos[1] === undefined ? null : Number(dos[1]);
    return { name: dos[2] as string, type: size === null ? 'directory' : 'file', size };
  }
  return /^[-a-zA-Z?][-rwxsStTlL]{9}/.test(line) ? parseUnixLine(line) : null;
}

function parseUnixLine(line: string): ListLine | null {
  const field = /([^ ]+)( +)/y;
  const fields: string[] = [];
  // Mode, links, owner, group, size (devices: major, minor) and three of the date: the date is the first that fits.
  while (fields.length < 9) {
    const found = field.exec(line);
    if (found === null) return null;
    fields.push(found[1] as string);
    const isIso = /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(fields.slice(-2).join(' '));
    if (!isIso && !DATE.test(fields.slice(-3).join(' '))) continue;
    const before = fields.slice(0, isIso ? -2 : -3);
    // One space ends the date; further ones belong to the name.
    const name = line.slice(field.lastIndex - (found[2] as string).length + 1);
    return before.length < 2 || name === '' ? null : entry(before, name);
  }
  return null;
}

function entry(fields: readonly string[], name: string): ListLine {
  const letter = (fields[0] as string).charAt(0);
  const type = TYPES[letter] ?? 'other';
  const digits = fields.at(-1) as string;
  // A device shows its major and minor numbers where others show a size.
  const isDevice = letter === 'b' || letter === 'c';
  const size = /^\d+$/.test(digits) && !isDevice ? Number(digits) : null;
  const arrow = type === 'link' ? name.indexOf(' -> ') : -1;
  return { name: arrow > 0 ? name.slice(0, arrow) : name, type, size };
}
