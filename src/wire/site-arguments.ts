import { parseTimeVal } from './time-val.ts';

/** `MODE PATH`, the argument of SITE CHMOD: three octal digits, perhaps with a 0 before them. Null for anything else. */
export function parseModeAndPath(text: string): { readonly mode: number; readonly path: string } | null {
  const found = /^(0?[0-7]{3}) (.+)$/s.exec(text);
  return found === null ? null : { mode: parseInt(found[1]!, 8), path: found[2]! };
}

/**
 * The argument of SITE UTIME in its two forms: `YYYYMMDDhhmm[ss] PATH`, and `PATH ATIME MTIME CTIME UTC` with three times of
 * fourteen digits. The time is null where it is none of the calendar; the whole is null for another form.
 */
export function parseTimeAndPath(text: string): { readonly modified: Date | null; readonly path: string } | null {
  const long = /^(.+) \d{14} (\d{14}) \d{14} UTC$/is.exec(text);
  if (long !== null) return { path: long[1]!, modified: parseTimeVal(long[2]!) };
  const short = /^(\d{12}(?:\d\d)?) (.+)$/s.exec(text);
  return short === null ? null : { path: short[2]!, modified: parseTimeVal(short[1]!.padEnd(14, '0')) };
}
