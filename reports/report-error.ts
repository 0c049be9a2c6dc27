import { FtpspecError } from '../src/ftpspec-error.ts';

/** Codes of the errors that reading or writing reports can end in. */
export type ReportErrorCode =
  | 'log-unreadable' | 'log-malformed' | 'log-closed' | 'unknown-format' | 'unwritable';

/** A report that cannot be read or written; `message` says which file (and line) and what is wrong. */
export class ReportError extends FtpspecError {
  declare readonly code: ReportErrorCode;

  constructor(code: ReportErrorCode, message: string, hint?: string) {
    super(code, message, hint === undefined ? {} : { hint });
  }
}
