import { randomBytes } from 'node:crypto';

/** Names of uploads in progress. They exist on disk only: no listing shows them and no client may name them. */
const PATTERN = /^\.ftpspec-[0-9a-f]{32}\.part$/;

/** A new name that nobody can guess and thus prepare (128 random bits). */
export function temporaryName(): string {
  return `.ftpspec-${randomBytes(16).toString('hex')}.part`;
}

export function isTemporaryName(name: string): boolean {
  return PATTERN.test(name);
}
