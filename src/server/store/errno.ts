import { getSystemErrorMap } from 'node:util';
import { failure, type Failure, type Outcome, type Reason, success } from './outcome.ts';

const REASONS: Readonly<Record<string, Reason>> = {
  ENOENT: 'missing',
  EEXIST: 'exists',
  ENOTDIR: 'not a directory',
  EISDIR: 'is a directory',
  ENOTEMPTY: 'not empty',
  EACCES: 'not permitted',
  EPERM: 'not permitted',
  EROFS: 'not permitted',
  // A chain of links without an end, or a link where O_NOFOLLOW forbids one.
  ELOOP: 'not permitted',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  ENAMETOOLONG: 'too long',
  EBUSY: 'busy',
  ETXTBSY: 'busy',
  EMFILE: 'busy',
  ENFILE: 'busy',
};

/** Node makes a new map each time that it is asked. */
const MEANINGS = getSystemErrorMap();

/** The failure that a system error stands for; anything that is no system error is a defect of ours and is thrown again. */
export function fromErrno(error: unknown): Failure {
  const { code, errno } = error as NodeJS.ErrnoException;
  if (code === undefined || errno === undefined) throw error;
  // The message of the error itself names real paths, which are nobody's business.
  const meaning = MEANINGS.get(errno)?.[1] ?? 'unknown error';
  return failure(REASONS[code] ?? 'failed', `${code}: ${meaning}`);
}

/**
 * Runs one lookup at once: opening a directory, asking for the facts of a name. The kernel answers these from memory in a few
 * microseconds, where a thread would cost twenty times that; contents and changes go through threads (`attempt`).
 */
export function lookUp<T>(operation: () => T): Outcome<T> {
  try {
    return success(operation());
  } catch (error) {
    return fromErrno(error);
  }
}

/** Runs one operation of the file system and returns its result or its failure. */
export async function attempt<T>(operation: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return success(await operation());
  } catch (error) {
    return fromErrno(error);
  }
}
