export { parseListLine } from './list-line.ts';

/** One entry of a directory as LIST shows it. */
export interface ListEntry {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link' | 'other';
  /** Bytes. */
  readonly size: number;
  readonly mtime: Date;
  /** Unix mode; only the low twelve bits count. */
  readonly mode: number;
  readonly nlink: number;
  readonly owner: string;
  readonly group: string;
  /** Where a link leads, shown after ` -> `. */
  readonly linkTarget?: string | null;
}

const TYPE_LETTERS = { file: '-', directory: 'd', link: 'l', other: '?' } as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const HALF_YEAR = 15_778_476_000;

/**
 * A line as `ls -l` writes it, without its end; times in UTC. RFC 959 §4.1.3 leaves the form free; this is the one that
 * clients parse. CR, LF and NUL in names become `?`, as in `ls -q`: no listing line can hold them (RFC 3659 §2.2).
 */
export function formatListLine(entry: ListEntry, now: Date): string {
  const target = entry.type === 'link' && entry.linkTarget ? ` -> ${entry.linkTarget}` : '';
  const fields = [
    TYPE_LETTERS[entry.type] + permissions(entry.mode),
    String(entry.nlink).padStart(4),
    word(entry.owner).padEnd(8),
    word(entry.group).padEnd(8),
    String(entry.size).padStart(12),
    dateField(entry.mtime, now),
  ];
  return `${fields.join(' ')} ${(entry.name + target).replace(/[\r\n\0]/g, '?')}`;
}

/** `Jan  5 10:20` within the last half year, else `Jan  5  2020`. */
function dateField(mtime: Date, now: Date): string {
  const time = Number.isNaN(mtime.getTime()) ? new Date(0) : mtime;
  const day = `${MONTHS[time.getUTCMonth()]} ${String(time.getUTCDate()).padStart(2)}`;
  const age = now.getTime() - time.getTime();
  // Future dates need the year too: a client that guesses it from HH:MM takes them for last year's.
  if (age < 0 || age > HALF_YEAR) return `${day} ${String(time.getUTCFullYear()).padStart(5)}`;
  return `${day} ${time.toISOString().slice(11, 16)}`;
}

function permissions(mode: number): string {
  const letters = Array.from('rwxrwxrwx').map((letter, index) => (mode & (0o400 >> index) ? letter : '-'));
  const special: [number, number, string][] = [[0o4000, 2, 's'], [0o2000, 5, 's'], [0o1000, 8, 't']];
  for (const [bit, index, letter] of special) {
    if (mode & bit) letters[index] = letters[index] === 'x' ? letter : letter.toUpperCase();
  }
  return letters.join('');
}

/** A field without white space, which separates fields. */
function word(text: string): string {
  return text.replace(/\s/g, '_') || '-';
}
