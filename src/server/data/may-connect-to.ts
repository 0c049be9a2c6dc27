import { plainAddress } from './plain-address.ts';

/**
 * Whether a data connection may go to `target`: only to the host at the other end of the control connection and to no
 * well-known port, so that the server cannot be made to attack third parties (RFC 2577 §3).
 */
export function mayConnectTo(target: { readonly address: string; readonly port: number }, controlPeer: string): boolean {
  const address = plainAddress(target.address);
  return address !== null && address === plainAddress(controlPeer) && target.port >= 1024 && target.port <= 65535;
}
