import { FtpspecError } from '../ftpspec-error.ts';

/** What a URL names. */
export interface RemoteUrl {
  /** Name or address, without brackets. */
  readonly host: string;
  readonly port: number;
  /** `anonymous` where the URL names nobody. */
  readonly user: string;
  readonly password: string;
  /** The path, decoded: relative to the directory after login; empty for that directory itself. */
  readonly path: string;
}

const FORM = 'It looks like ftp://user:password@127.0.0.1:2121/pub/file.txt.';
const LATER: readonly string[] = ['ftps:', 'ftpes:'];

/**
 * Reads an FTP URL (RFC 1738 §3.2). Its path begins below the directory after login; `%2F` at its start leads to the root.
 * @throws FtpspecError `USAGE`
 */
export function parseRemoteUrl(text: string): RemoteUrl {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && LATER.includes(url.protocol)) throw wrong(`${url.protocol.slice(0, -1)}: transfers over TLS are not offered yet`, 'Use an ftp:// URL.');
  if (url === null || url.protocol !== 'ftp:' || url.hostname === '') throw wrong(`"${withoutPassword(text)}" is no FTP URL`, FORM);
  if (/[?#]/.test(text)) throw wrong('a ? or # in the URL', 'In a path write ? as %3F and # as %23.');
  const [user, password] = [decode(url.username), decode(url.password)];
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 21 : Number(url.port),
    user: user === '' ? 'anonymous' : user,
    password: user === '' && password === '' ? 'anonymous@' : password,
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
