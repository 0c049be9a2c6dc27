import { isIPv4 } from 'node:net';
import { InvalidArgumentError } from 'commander';

/** Parses a whole number of an option's value. */
export function whole(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d{1,15}$/.test(text) || value < low || value > high) throw new InvalidArgumentError(`It must be a whole number from ${low} to ${high}.`);
    return value;
  };
}

/** Seconds as milliseconds; fractions are allowed. */
export function seconds(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d{1,9}(\.\d{1,3})?$/.test(text) || value < low || value > high) throw new InvalidArgumentError(`It must be seconds from ${low} to ${high}.`);
    return Math.round(value * 1000);
  };
}

/** A number of bytes: `65536`, `64K`, `1M`, `2G`, in powers of 1024. */
export function bytes(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,15})([KMG]?)$/i.exec(text) ?? [];
  const value = Number(digits) * 1024 ** ' KMG'.indexOf(unit === '' ? ' ' : unit.toUpperCase());
  if (digits === '' || value < 1 || value > Number.MAX_SAFE_INTEGER) throw new InvalidArgumentError('It must be a number of bytes of at least 1, such as 4096, 64K or 1M.');
  return value;
}

/** `LOW-HIGH`, two ports. */
export function portRange(text: string): readonly [low: number, high: number] {
  const match = /^(\d{1,5})-(\d{1,5})$/.exec(text);
  const [low, high] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || low < 1 || high > 65_535 || low > high) throw new InvalidArgumentError('It must be two ports, the lower first, such as 50000-50100.');
  return [low, high];
}

export function ipv4(text: string): string {
  if (!isIPv4(text)) throw new InvalidArgumentError('It must be an IPv4 address, such as 192.0.2.7: a 227 reply has no room for another.');
  return text;
}

/** Collects the values of an option that may be given several times. */
export function collect(text: string, earlier: readonly string[]): string[] {
  return [...earlier, text];
}
