import { isIPv4, isIPv6 } from 'node:net';
import type { HostPort } from './host-port.ts';

/** Numbers of the address families of RFC 1639 §2 that are in use: the version of IP; and the bytes of their addresses. */
const BYTES: Readonly<Record<number, number>> = { 4: 4, 6: 16 };

/** The argument of LPRT and the text of a 228 reply. */
export interface LongAddress extends HostPort {
  /** 4 is IPv4, 6 is IPv6; of another one the address is unknown. */
  readonly family: number;
}

/**
 * Reads `af,hal,h1,h2,…,pal,p1,p2`, the argument of LPRT (RFC 1639 §2): numbers from 0 to 255, as many as the two lengths say, and no more.
 * Null for anything else, and for an IPv4 or IPv6 address or a port that has not its length; a family that nobody knows has no address.
 */
export function parseLongAddress(text: string): LongAddress | null {
  if (text.length > 2_100 || !/^\d{1,3}(?:,\d{1,3})+$/.test(text)) return null;
  const numbers = text.split(',').map(Number);
  const [family, hosts] = numbers as [number, number];
  const ports = numbers[2 + hosts];
  if (numbers.some((number) => number > 255) || ports === undefined || numbers.length !== 3 + hosts + ports) return null;
  const known = BYTES[family];
  if (known === undefined) return { family, address: '', port: 0 };
  if (hosts !== known || ports !== 2) return null;
  const [high = 0, low = 0] = numbers.slice(3 + hosts);
  return { family, address: addressOf(numbers.slice(2, 2 + hosts)), port: 256 * high + low };
}

/** `4,4,h1,h2,h3,h4,2,p1,p2` for an IPv4 address, `6,16,…` for an IPv6 one. @throws RangeError for what is no address */
export function formatLongAddress(address: string, port: number): string {
  const family = isIPv4(address) ? 4 : isIPv6(address) ? 6 : 0;
  if (family === 0) throw new RangeError(`${address} is no IP address`);
  const host = family === 4 ? address.split('.').map(Number) : bytesOfIPv6(address);
  return [family, host.length, ...host, 2, port >> 8, port & 255].join(',');
}

/** Finds the long address in the text of a 228 reply, with or without parentheses and spaces. */
export function scanLongPassive(text: string): LongAddress | null {
  const found = /\d{1,3}(?: ?, ?\d{1,3}){6,}/.exec(text.slice(0, 10_000));
  return found === null ? null : parseLongAddress(found[0].replaceAll(' ', ''));
}

function addressOf(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, at) => ((bytes[2 * at]! << 8) | bytes[2 * at + 1]!).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

/** The sixteen bytes of an IPv6 address; a zone is dropped. */
function bytesOfIPv6(address: string): number[] {
  const plain = new URL(`http://[${address.replace(/%.*$/s, '')}]`).hostname.slice(1, -1);
  const [left = '', right] = plain.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const tail = right === undefined ? [] : groups(right);
  const zeros = right === undefined ? 0 : 8 - groups(left).length - tail.length;
  return [...groups(left), ...Array.from({ length: zeros }, () => '0'), ...tail].flatMap((group) => { const value = parseInt(group, 16); return [value >> 8, value & 255]; });
}
