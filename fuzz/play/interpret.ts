/**
 * A name or password with a NUL in it, before the end, in a command that changes nothing: a server may refuse the line, drop the NUL or keep it,
 * and the name that comes of that is another one; what it may not do is to end the name there.
 */
// oxlint-disable-next-line no-control-regex
const CUT = /^(?:RETR|SIZE|MDTM|CWD|PASS) [\x21-\x7e]+\0[\x21-\x7e]+\r\n$/i;

/**
 * A name with CR NUL in it, which is how a CR that ends no line is sent (RFC 854), in a command that changes nothing. A server may refuse it; what it
 * finds may be no file that has another name.
 */
// oxlint-disable-next-line no-control-regex
const RETURN = /^(?:RETR|SIZE|MDTM|CWD) [\x21-\x7e]+\r\0[\x21-\x7e]+\r\n$/i;

/** ABOR as RFC 959 §4.1.3 wants it to be sent: behind Telnet IP and DM. */
export const INTERRUPTED = '\xff\xf4\xff\xf2ABOR\r\n';

/** A line as every server has to take it. */
export interface Said { readonly verb: string; readonly argument: string }

/** What a command line says: its verb in upper case, or `[malformed line]`. The text has one character a byte. */
export function readLine(line: string): Said {
  const found = /^([A-Za-z][A-Za-z0-9]*)(?: (.*))?$/s.exec(line);
  return found === null ? { verb: '[malformed line]', argument: '' } : { verb: found[1]!.toUpperCase(), argument: found[2] ?? '' };
}

/**
 * The lines that bytes hold, where the specification leaves no doubt about them; null where servers may differ: a line end without CR, NUL (but
 * for one in a name that is only read, alone or behind a CR), a lone CR, an unfinished line, Telnet commands other than whole options, a line that begins with neither letter nor digit.
 */
export function readBytes(bytes: string): { readonly lines: readonly string[]; readonly options: number; readonly telnet: boolean; readonly returns?: true } | null {
  let options = 0;
  if (bytes === INTERRUPTED) return { lines: ['ABOR'], options: 0, telnet: true };
  if (bytes.includes('\r\0') && RETURN.test(bytes)) return { lines: [bytes.slice(0, -2)], options, telnet: false, returns: true };
  if (bytes.includes('\0') && CUT.test(bytes)) return { lines: [bytes.slice(0, -2)], options, telnet: false };
  // oxlint-disable-next-line no-control-regex
  const plain = bytes.replace(/\xff[\xfb-\xfe][\x01-\xef]/g, (option) => { if (option.charCodeAt(1) === 0xfb || option.charCodeAt(1) === 0xfd) options += 1; return ''; });
  if (/\xff|\0|\r(?!\n)|(?<!\r)\n/.test(plain) || !plain.endsWith('\r\n')) return null;
  const lines = plain.split('\r\n').slice(0, -1);
  return lines.every((line) => /^[A-Za-z0-9]/.test(line)) ? { lines, options, telnet: plain !== bytes } : null;
}
