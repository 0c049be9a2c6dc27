import { InvalidArgumentError } from 'commander';
import type { User } from '../server/users.ts';
import { byteText } from './byte-text.ts';

/** Adds the user of a `name:password` to the earlier ones. The first colon separates: a password may hold others. */
export function userSpec(text: string, earlier: readonly User[]): User[] {
  const colon = text.indexOf(':');
  if (colon < 1) throw new InvalidArgumentError('It must be name:password.');
  const user = { name: byteText(text.slice(0, colon)), password: byteText(text.slice(colon + 1)), readOnly: false };
  // oxlint-disable-next-line no-control-regex
  if (/[\0\r\n]/.test(text)) throw new InvalidArgumentError('No FTP command can carry a line end or a NUL.');
  if (earlier.some(({ name }) => name === user.name)) throw new InvalidArgumentError('This user was given before.');
  return [...earlier, user];
}
