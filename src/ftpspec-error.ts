/** What an error may carry besides its message. */
export interface ErrorDetails {
  /** What the reader can do about it, as one sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/**
 * The base of every error that ftpspec throws. Programs read `code`, people read `message` and `hint`.
 * An expected outcome (a reply, a verdict, a closed connection) is a value and never an error.
 */
export class FtpspecError extends Error {
  /** Stable name of the kind of error. */
  readonly code: string;
  /** What the reader can do about it, or null. */
  readonly hint: string | null;

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = details.hint ?? null;
  }
}
