import { FtpspecError } from '../ftpspec-error.ts';
import type { Tls } from './ftp-files.ts';
import { REMOTE_PROTOCOLS, type RemoteServer } from './open-remote.ts';

/** What a URL names. */
export interface RemoteUrl extends RemoteServer {
  /** A name of `REMOTE_PROTOCOLS`. */
  readonly protocol: string;
  readonly tls: Tls;
  /** The path, decoded: relative to the directory after login; empty for that directory itself. */
  readonly path: string;
}

/** The schemes of FTP and the ports that they have: RFC 959, and for TLS RFC 4217 and the port registered for `ftps`. */
const FTP_SCHEMES: Readonly<Record<string, { readonly tls: Tls; readonly port: number }>> = {
  ftp: { tls: 'none', port: 21 }, ftpes: { tls: 'explicit', port: 21 }, ftps: { tls: 'implicit', port: 990 },
};
const FORM = 'It looks like ftp://user:password@127.0.0.1:2121/pub/file.txt.';

/**
 * Reads a URL of FTP (RFC 1738 §3.2) or of another protocol, whose scheme is its name. The path begins below the directory after login;
 * `%2F` at its start leads to the root.
 * @param portOf the usual port of a protocol other than FTP
 * @throws FtpspecError `USAGE`
 */
export function parseRemoteUrl(text: string, portOf: (protocol: string) => number): RemoteUrl {
  const url = URL.canParse(text) ? new URL(text) : null;
  const scheme = url?.protocol.slice(0, -1) ?? '';
  const schemes = [...new Set([...Object.keys(FTP_SCHEMES), ...Object.keys(REMOTE_PROTOCOLS)])];
  if (url === null || !schemes.includes(scheme) || url.hostname === '') throw wrong(`"${withoutPassword(text)}" is no FTP URL`, `${FORM} Schemes: ${schemes.join(', ')}.`);
  if (/[?#]/.test(text)) throw wrong('a ? or # in the URL', 'In a path write ? as %3F and # as %23.');
  const [user, password] = [decode(url.username), decode(url.password)];
  const { tls, port } = FTP_SCHEMES[scheme] ?? { tls: 'none', port: portOf(scheme) };
  const protocol = Object.hasOwn(FTP_SCHEMES, scheme) ? 'ftp' : scheme;
  const { login } = REMOTE_PROTOCOLS[protocol]!;
  if (!login && (user !== '' || password !== '')) throw wrong(`${protocol} has no login`, 'Leave user and password out of the URL.');
  return {
    protocol, tls,
    host: decode(url.hostname.replace(/^\[|\]$/g, '')),
    port: url.port === '' ? port : Number(url.port),
    user: login && user === '' ? 'anonymous' : user,
    password: login && user === '' && password === '' ? 'anonymous@' : password,
    path: decode(url.pathname.slice(1)),
  };
}

function decode(text: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    throw wrong('a % in the URL that no two hexadecimal digits of UTF-8 follow', 'Write % itself as %25.');
  }
  // oxlint-disable-next-line no-control-regex
  if (/[\0\r\n]/.test(decoded)) throw wrong('no FTP command can carry a line end or a NUL');
  return decoded;
}

/** For messages, which end up in logs. */
function withoutPassword(text: string): string {
  return text.replace(/(\/\/[^/:@]*):[^/]*@/, '$1:***@');
}

function wrong(message: string, hint?: string): FtpspecError {
  return new FtpspecError('USAGE', message, hint === undefined ? {} : { hint });
}
