import type { Socket } from 'node:net';

/** How a connection ended: `clean` by a FIN or by our own hand, `reset` by a RST. */
export type PeerEnding = 'clean' | 'reset';

/**
 * Resolves once the peer has ended its side, or the connection is gone. An ECONNRESET that comes after the peer's FIN does not
 * count: the peer had ended cleanly and then refused what crossed its FIN on the wire.
 */
export function peerEnding(socket: Socket): Promise<PeerEnding> {
  return new Promise((resolve) => {
    socket.once('end', () => resolve('clean'));
    socket.once('error', () => resolve('reset'));
    socket.once('close', () => resolve('clean'));
  });
}
