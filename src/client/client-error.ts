import { FtpspecError } from '../ftpspec-error.ts';

const HINTS = {
  refused: 'Check that the server runs and listens on this address and port.',
  timeout: 'Check the address and that no packet filter drops the connection, or allow more time.',
  unreachable: 'Check the host name or address and that there is a route to it.',
  reset: 'The server, or something in front of it, accepted the connection and dropped it at once: read its log.',
  'address-not-available': 'Name a local address of this machine, and a port that is free.',
  'too-many-sockets': 'Raise the limit of open files, or run fewer sessions at once.',
  'not-permitted': 'The system forbids it: choose a port above 1023 or ask for the permission.',
  busy: 'Await the first call before you make the second.',
  failed: 'Read the cause: the system gave a reason that this program does not know.',
} as const;

/** Why the client could not do what it was asked. */
export type ClientErrorCode = keyof typeof HINTS;

const CODE_OF: Readonly<Record<string, ClientErrorCode>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  EADDRNOTAVAIL: 'address-not-available',
  EADDRINUSE: 'address-not-available',
  EAFNOSUPPORT: 'address-not-available',
  EINVAL: 'address-not-available',
  EMFILE: 'too-many-sockets',
  ENFILE: 'too-many-sockets',
  ENOBUFS: 'too-many-sockets',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
};

/**
 * Thrown where no connection can be had, and where the caller errs. What a server does on a
 * connection that stands is never an error: see `Arrival`.
 */
export class ClientError extends FtpspecError {
  declare readonly code: ClientErrorCode;

  constructor(code: ClientErrorCode, message: string, cause?: unknown) {
    super(code, message, { hint: HINTS[code], cause });
  }

  /** Translates an error of the system; `doing` completes "cannot …". */
  static from(error: unknown, doing: string): ClientError {
    const { code = '' } = error as NodeJS.ErrnoException;
    // Where all addresses of a name fail, the error has a code and no message.
    const reason = error instanceof Error && error.message !== '' ? error.message : code;
    return new ClientError(CODE_OF[code] ?? 'failed', `cannot ${doing}: ${reason}`, error);
  }
}
