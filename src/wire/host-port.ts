import { isIPv4, isIPv6 } from 'node:net';

/** An address and TCP port where a data connection can be made. */
export interface HostPort {
  /** Dotted decimal, or IPv6 text. */
  readonly address: string;
  readonly port: number;
}

/** The argument of EPRT. */
export interface ExtendedPort extends HostPort {
  /** Address family number: 1 is IPv4, 2 is IPv6; another one has its address unchecked. */
  readonly family: number;
}

/**
 * Reads `h1,h2,h3,h4,p1,p2`, the argument of PORT (RFC 959 §5.3.2): six decimal numbers from 0 to 255, nothing else.
 * Whether address and port are acceptable, port 0 included, is not a matter of syntax.
 */
export function parseHostPort(text: string): HostPort | null {
  if (!/^\d{1,3}(?:,\d{1,3}){5}$/.test(text)) return null;
  const numbers = text.split(',').map(Number);
  if (numbers.some((number) => number > 255)) return null;
  const [high, low] = numbers.slice(4) as [number, number];
  return { address: numbers.slice(0, 4).join('.'), port: 256 * high + low };
}

/** `h1,h2,h3,h4,p1,p2` for an IPv4 address in dotted decimal. */
export function formatHostPort(address: string, port: number): string {
  return `${address.replaceAll('.', ',')},${port >> 8},${port & 255}`;
}

/** Finds the host and port in the text of a 227 reply, with or without parentheses (RFC 1123 §4.1.2.6). */
export function scanPassiveReply(text: string): HostPort | null {
  const found = /(?<![\d,])\d{1,3}(?:,\d{1,3}){5}(?!\d|,\d)/.exec(text);
  return found === null ? null : parseHostPort(found[0]);
}

/**
 * Reads `<d>family<d>address<d>port<d>`, the argument of EPRT (RFC 2428 §2). The delimiter is any character from 33 to
 * 126; the port is 1 to 65535; the address must be one of its family where the family is 1 or 2.
 */
export function parseExtendedPort(text: string): ExtendedPort | null {
  const delimiter = text.charAt(0);
  if (!/^[\x21-\x7e]$/.test(delimiter)) return null;
  const fields = text.split(delimiter, 6);
  const [, family, address, digits, end] = fields;
  if (fields.length !== 5 || end !== '' || address === undefined || address === '') return null;
  if (!/^\d{1,5}$/.test(family ?? '')) return null;
  const port = portNumber(digits ?? '');
  if (port === null) return null;
  if (Number(family) === 1 && !isIPv4(address)) return null;
  // A zone (`fe80::1%eth0`) is meaningless to another host.
  if (Number(family) === 2 && (!isIPv6(address) || address.includes('%'))) return null;
  return { family: Number(family), address, port };
}

/** The argument of EPRT for an IPv4 or IPv6 address. */
export function formatExtendedPort(address: string, port: number): string {
  return `|${address.includes(':') ? 2 : 1}|${address}|${port}|`;
}

/** Finds the port in the text of a 229 reply: `(<d><d><d>port<d>)` (RFC 2428 §3). */
export function parseExtendedPassive(text: string): number | null {
  const found = /\(([\x21-\x7e])\1\1(\d{1,5})\1\)/.exec(text);
  return found === null ? null : portNumber(found[2] as string);
}

/** What the text of a 229 reply holds: `(|||port|)`. */
export function formatExtendedPassive(port: number): string {
  return `(|||${port}|)`;
}

function portNumber(digits: string): number | null {
  const port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0;
  return port >= 1 && port <= 65535 ? port : null;
}
