import { decodeText } from './charset.ts';

const SP = 0x20;

export interface ParsedCommand {
  /** The leading letters in upper case, digits behind the first letter among them (XSHA1); empty when the line begins otherwise. */
  readonly verb: string;
  /** All after the one space, spaces included (RFC 2640 §2.1); null when no space follows the verb. */
  readonly argument: string | null;
  /** The bytes of `argument`; empty when there is none. */
  readonly raw: Buffer;
  /** Why the line is no command, or null. A malformed line must not be executed, whatever its verb. */
  readonly malformed: string | null;
}

/** Reads one command line, given without its end (RFC 959 §5.3). Letters of either case are the same. */
export function parseCommand(bytes: Buffer): ParsedCommand {
  let end = 0;
  while (end < bytes.length && (isLetter(bytes[end] as number) || (end > 0 && isDigit(bytes[end] as number)))) end += 1;
  const verb = bytes.toString('latin1', 0, end).toUpperCase();
  const none = { verb, argument: null, raw: Buffer.alloc(0) };
  if (bytes.length === 0) return { ...none, malformed: 'the line is empty' };
  if (end === 0) return { ...none, malformed: 'a command begins with a letter' };
  if (end === bytes.length) return { ...none, malformed: null };
  if (bytes[end] !== SP) return { ...none, malformed: 'a space separates the command from its argument' };
  const raw = bytes.subarray(end + 1);
  return { verb, argument: decodeText(raw), raw, malformed: null };
}

/**
 * A command line with its CR LF. In the argument 0xFF is doubled (RFC 3659 §2.2) and CR becomes CR NUL (RFC 2640 §2.1).
 * A lone LF has no escape in Telnet: it is sent as it is, and most servers take it for the end of the line.
 */
export function formatCommand(verb: string, argument?: string | Buffer | null): Buffer {
  const escaped = Buffer.from((argument ?? '') as string).toString('latin1').replace(/\xff/g, '\xff\xff').replace(/\r/g, '\r\0');
  const separator = argument === undefined || argument === null ? '' : ' ';
  return Buffer.from(`${verb}${separator}${escaped}\r\n`, 'latin1');
}

function isDigit(byte: number): boolean { return byte >= 0x30 && byte <= 0x39; }

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
