import { decodeText } from '../../../src/wire/charset.ts';

/** The lines of a listing without their ends, whichever these are. UTF-8 is decoded. */
export function listingLines(bytes: Buffer): string[] {
  const lines = decodeText(bytes).split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Lines of LIST that show something: not `total 8`, nor the directory and its parent. */
export function shownLines(bytes: Buffer): string[] {
  return listingLines(bytes).filter((line) => !/^total \d+$/i.test(line) && !/(^|[ /])\.\.?$/.test(line));
}

/** The last name of a path that NLST sent. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A few names as text for a finding. */
export function someOf(names: readonly string[]): string {
  if (names.length === 0) return 'nothing';
  const shown = names.slice(0, 5).map((name) => JSON.stringify(name)).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
