import { FtpspecError } from '../ftpspec-error.ts';
import { LocalFileError } from './local-file-error.ts';
import { RemoteError } from './remote-error.ts';

/** What the errors of the dialects' clients, and of the network below them, mean to a user. */
const MEANINGS: Readonly<Record<string, 'unreachable' | 'incomplete' | 'refused' | 'not understood' | 'aborted' | 'local'>> = {
  'refused': 'unreachable', 'timeout': 'unreachable', 'unreachable': 'unreachable', 'reset': 'unreachable', 'address-not-available': 'unreachable', 'failed': 'unreachable',
  'CONNECTION_LOST': 'unreachable', 'SERVER_SILENT': 'unreachable', 'NO_ANSWER': 'unreachable', 'SILENT': 'unreachable', 'UNREACHABLE': 'unreachable',
  'CUT_SHORT': 'incomplete', 'CHECKSUM_WRONG': 'incomplete',
  'REFUSED': 'refused', 'BUSY': 'refused',
  'BAD_REPLY': 'not understood', 'NOT_THIS_PROTOCOL': 'not understood', 'TOO_LARGE': 'not understood',
  'ABORTED': 'aborted',
  'LOCAL_FILE': 'local', 'CANNOT_STORE': 'local', 'FILE_CHANGED': 'local', 'MARKER_IN_FILE': 'local', 'BAD_NAME': 'local', 'INVALID_NAME': 'local',
};

/** What Node says of a connection that broke off. */
const BROKEN: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

/** What a client of `src/dialects` threw, as an error for people. */
export function explainDialectError(error: unknown): unknown {
  if (error instanceof RemoteError || error instanceof LocalFileError || !(error instanceof Error)) return error;
  if (BROKEN.has((error as NodeJS.ErrnoException).code ?? '')) return new RemoteError('UNREACHABLE', 'the data connection was lost', { cause: error });
  if (!(error instanceof FtpspecError)) return 'errno' in error ? LocalFileError.from(error, 'read or write the local file') : error;
  const details = { cause: error, ...(error.hint === null ? {} : { hint: error.hint }) };
  switch (MEANINGS[error.code]) {
    case 'unreachable': return new RemoteError('UNREACHABLE', error.message, details);
    case 'incomplete': return new RemoteError('INCOMPLETE', error.message, details);
    case 'refused': return refusal(error.message, details);
    case 'not understood': return new RemoteError('REFUSED', `the server answered what cannot be understood: ${error.message}`, { ...details, senseless: true });
    case 'aborted': return new RemoteError('ABORTED', 'interrupted', { cause: error });
    case 'local': return new LocalFileError(error.message, error.hint ?? undefined);
    case undefined: return error;
  }
}

function refusal(message: string, details: { cause: unknown; hint?: string }): RemoteError {
  const text = message.replace(/^the server (?:refused|answered): /, '');
  const code = /^(\d{3})\b/.exec(text)?.[1];
  return new RemoteError('REFUSED', `the server refused: ${text}`, { ...details, ...(code !== undefined && { reply: Number(code) }) });
}
