import { networkInterfaces } from 'node:os';
import { formatAddress } from '../client/connect.ts';

/** What a client may connect to, as `host:port`: for an unspecified address, every address of this machine. */
export function listenAddresses(host: string, port: number): string[] {
  const family = host === '0.0.0.0' ? ['IPv4'] : host === '::' ? ['IPv4', 'IPv6'] : null;
  if (family === null) return [formatAddress(host, port)];
  const local = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return local.filter((one) => family.includes(one.family)).map((one) => {
    const zone = one.address.startsWith('fe80:') ? `%${nameOf(one.address)}` : '';
    return formatAddress(`${one.address}${zone}`, port);
  });
}

/** A link-local address means nothing without its interface. */
function nameOf(address: string): string {
  return Object.entries(networkInterfaces()).find(([, addresses]) => addresses?.some((one) => one.address === address))?.[0] ?? '';
}
