import { FTPError } from 'basic-ftp';
import type { Tls } from './ftp-files.ts';
import { refusal } from './ftp-errors.ts';
import { RemoteError } from './remote-error.ts';
import { saysNotImplemented } from '../wire/not-implemented.ts';

/** Why no TLS connection was had; null when the error is about something else. No later attempt would end otherwise. */
export function explainTlsError(error: unknown, tls: Tls): RemoteError | null {
  if (tls === 'none' || !(error instanceof Error)) return null;
  if (error instanceof FTPError) {
    // Of all commands before the login AUTH is the one that servers without TLS refuse.
    if (tls === 'explicit' && (saysNotImplemented(error.code) || error.code === 534)) return new RemoteError('REFUSED', refusal(error).message, { reply: error.code, hint: 'The server offers no TLS after AUTH TLS. With ftp:// everything, the password too, crosses in clear.' });
    return null;
  }
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code.includes('CERT') || code.startsWith('UNABLE_TO_') || code === 'HOSTNAME_MISMATCH') {
    return new RemoteError('UNREACHABLE', `the server's certificate is not trusted: ${error.message}`, { transient: false, cause: error, hint: 'Give its authority to Node with NODE_EXTRA_CA_CERTS=FILE, or add --insecure to take any certificate.' });
  }
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    return new RemoteError('UNREACHABLE', `no TLS connection: ${error.message}`, { transient: false, cause: error, hint: 'Does the server speak TLS from the start? ftpes:// begins it with AUTH TLS.' });
  }
  return null;
}
