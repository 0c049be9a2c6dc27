/**
 * A date as `YYYYMMDDHHMMSS` in UTC, with `.sss` behind it where there are milliseconds (RFC 3659 §2.3); null for a date that the form cannot
 * express (years before 1000 or after 9999, and invalid dates).
 */
export function formatTimeVal(date: Date): string | null {
  const year = date.getUTCFullYear();
  if (!(year >= 1000 && year <= 9999)) return null;
  const [whole = '', fraction = ''] = date.toISOString().replace('Z', '').split('.');
  return whole.replace(/\D/g, '') + (Number(fraction) === 0 ? '' : `.${fraction}`);
}

/**
 * Reads `YYYYMMDDHHMMSS[.sss]` (RFC 3659 §2.3) as UTC; null when the form, a range or the calendar is wrong. Second 60,
 * a leap second, becomes the first of the next minute. Fractions count to the millisecond.
 */
export function parseTimeVal(text: string): Date | null {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d+))?$/.exec(text);
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  if (year < 1000 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return null;
  // Day 0 of the next month is the last day of this one.
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  const milliseconds = Number((found[7] ?? '').slice(0, 3).padEnd(3, '0'));
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds));
}
