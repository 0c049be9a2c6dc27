import type { Entry } from '../../server/store/entry.ts';

/** One line of a listing, without its end, as a byte string (INL-PRO-R10). Times are local. */
export function listingLine({ kind, size, modified, name }: Entry): string {
  const type = kind === 'directory' ? 'DIR' : 'FILE';
  return `${type.padEnd(6)} ${`${thousands(size)} bytes`.padEnd(15)} ${timestamp(modified)} ${name}`;
}

/** A number with commas between its thousands. */
export function thousands(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

function timestamp(time: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const date = [String(time.getFullYear()).padStart(4, '0'), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${date} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}
