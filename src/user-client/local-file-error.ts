import { FtpspecError } from '../ftpspec-error.ts';

/** A file on this side is missing, in the way, or cannot be read or written. */
export class LocalFileError extends FtpspecError {
  constructor(message: string, hint?: string) {
    super('LOCAL_FILE', message, hint === undefined ? {} : { hint });
  }

  /** Translates an error of the file system; `doing` completes "cannot …". */
  static from(error: unknown, doing: string): LocalFileError {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return new LocalFileError(`cannot ${doing}: ${REASONS[code] ?? message}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of the path is no directory',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  ENAMETOOLONG: 'the name is too long',
};
