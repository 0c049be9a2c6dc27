import { isIP } from 'node:net';

/**
 * An IP address in its one canonical form, for comparing: `::ffff:127.0.0.1` is `127.0.0.1` (a dual-stack listener shows
 * IPv4 peers so), IPv6 is compressed and lower case, a zone (`%eth0`) is dropped. Null for what is no IP address.
 */
export function plainAddress(address: string): string | null {
  const bare = address.replace(/%.*$/s, '');
  const version = isIP(bare);
  if (version !== 6) return version === 4 ? bare : null;
  const canonical = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(canonical);
  if (mapped === null) return canonical;
  const [high, low] = [parseInt(mapped[1]!, 16), parseInt(mapped[2]!, 16)];
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}
