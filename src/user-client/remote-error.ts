import { FtpspecError } from '../ftpspec-error.ts';

/** Why the server did not do what it was asked: it refused, it could not be reached (any more), what it did is not whole, or the user ended it. */
export type RemoteErrorCode = 'REFUSED' | 'UNREACHABLE' | 'INCOMPLETE' | 'ABORTED';

export class RemoteError extends FtpspecError {
  declare readonly code: RemoteErrorCode;
  /** The code of the reply that refused; null where there was none. */
  readonly reply: number | null;
  /** Whether the same request may succeed later: no connection, a part of the file, or a reply of the class 4yz (RFC 959 §4.2.1). */
  readonly transient: boolean;
  /** Whether what the server answered cannot be understood: what it says next belongs to no question any more. */
  readonly senseless: boolean;

  constructor(code: RemoteErrorCode, message: string, details: { senseless?: boolean; reply?: number; transient?: boolean; hint?: string; cause?: unknown } = {}) {
    super(code, message, details);
    const reply = details.reply ?? null;
    this.reply = reply;
    this.senseless = details.senseless ?? false;
    this.transient = details.transient ?? (code === 'UNREACHABLE' || code === 'INCOMPLETE' || (reply !== null && reply >= 400 && reply < 500));
  }
}
