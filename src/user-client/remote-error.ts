import { FtpspecError } from '../ftpspec-error.ts';

/** Why the server did not do what it was asked: it refused, it could not be reached (any more), what it did is not whole, or the user ended it. */
export type RemoteErrorCode = 'REFUSED' | 'UNREACHABLE' | 'INCOMPLETE' | 'ABORTED';

export class RemoteError extends FtpspecError {
  declare readonly code: RemoteErrorCode;
  /** The code of the reply that refused; null where there was none. */
  readonly reply: number | null;

  constructor(code: RemoteErrorCode, message: string, details: { reply?: number; hint?: string; cause?: unknown } = {}) {
    super(code, message, details);
    this.reply = details.reply ?? null;
  }

  /** Whether the same request may succeed later: no connection, a part of the file, or a reply of the class 4yz (RFC 959 §4.2.1). */
  get transient(): boolean {
    return this.code === 'UNREACHABLE' || this.code === 'INCOMPLETE' || (this.reply !== null && this.reply >= 400 && this.reply < 500);
  }
}
