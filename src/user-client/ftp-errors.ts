import { ACCOUNT_TO_LOG_IN, ACCOUNT_TO_STORE } from '../wire/account-wanted.ts';
import { FTPError, type Client } from 'basic-ftp';
import { FtpspecError } from '../ftpspec-error.ts';
import { RemoteError } from './remote-error.ts';

/** What basic-ftp, or the network below it, threw, as an error for people. */
export function explainFtpError(error: unknown, client: Client): unknown {
  if (error instanceof RemoteError) return error;
  if (error instanceof FTPError) return refusal(error);
  if (error instanceof FtpspecError) return NETWORK.has(error.code) ? new RemoteError('UNREACHABLE', error.message, { cause: error, ...(error.hint === null ? {} : { hint: error.hint }) }) : error;
  if (!(error instanceof Error)) return error;
  if (error.message.startsWith('Invalid command: ')) return new FtpspecError('USAGE', 'no FTP command can carry a line end or a NUL');
  if ('code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE') return new RemoteError('UNREACHABLE', 'the data connection was lost', { cause: error });
  if (client.closed || 'errno' in error) return new RemoteError('UNREACHABLE', reason(error), { cause: error });
  return new RemoteError('REFUSED', `the server answered what cannot be understood: ${error.message}`, { cause: error });
}

/** An error reply as an error. */
export function refusal(reply: { readonly code: number; readonly message: string }): RemoteError {
  const hint = reply.code === ACCOUNT_TO_LOG_IN || reply.code === ACCOUNT_TO_STORE ? { hint: 'It asks for an account: name it by --account.' } : {};
  return new RemoteError('REFUSED', `the server refused: ${reply.message.split('\n').join(' / ')}`, { reply: reply.code, ...hint });
}

/** Codes of `ClientError`. */
const NETWORK: ReadonlySet<string> = new Set(['refused', 'timeout', 'unreachable', 'reset', 'address-not-available', 'failed']);

function reason(error: NodeJS.ErrnoException): string {
  const { code = '', message } = error;
  // Where all addresses of a name fail, the error has a code and no message.
  const text = (message === '' ? code : message).replace(/^Client is closed because /, '').replace(/ \(control socket\)$/, '');
  if (text.startsWith('Timeout')) return 'no answer from the server in time';
  if (/FIN packet|closed connection|transmission error|ECONNRESET|EPIPE/.test(text)) return 'the connection was lost';
  return `cannot reach the server: ${text}`;
}
