import { FtpspecError } from '../ftpspec-error.ts';

/** The protocols whose document says how its program takes no port: "Invalid port number", and exit code 1. */
const ENDS_WITH_1: ReadonlySet<string> = new Set(['inline-marker', 'inline-length']);

/**
 * A port to listen on, of a command line.
 * @throws FtpspecError `USAGE`, or `INVALID_PORT` where the document of the protocol has an exit code of its own
 */
export function portNumber(text: string, protocol: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new FtpspecError(ENDS_WITH_1.has(protocol) ? 'INVALID_PORT' : 'USAGE', `invalid port number: ${text}`, { hint: 'A port is a whole number from 0 to 65535; 0 takes a free one.' });
}
