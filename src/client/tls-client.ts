import type { Socket } from 'node:net';
import { connect } from 'node:tls';
import { TlsLayer } from '../tls/tls-layer.ts';
import { startDeadline } from './deadline.ts';

/**
 * Begins TLS as a client over a connection that stands. Any certificate is taken, and old versions too: the question is how
 * a server behaves, not who it is.
 * @param session of an earlier connection, to be resumed
 */
export function secureClient(socket: Socket, session: Buffer | null): TlsLayer {
  return new TlsLayer(socket, (beneath) => connect({
    // No server name: the host is an address, and RFC 6066 §3 allows none of these.
    socket: beneath, servername: '', rejectUnauthorized: false, minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0', ...(session !== null && { session }),
  }));
}

/** Waits for the end of the handshake; null when it succeeded, otherwise what went wrong. */
export function handshake({ socket }: TlsLayer, deadline: number): Promise<string | null> {
  return new Promise((resolve) => {
    const finish = (problem: string | null): void => {
      cancel();
      socket.off('secureConnect', done).off('error', failed).off('close', closed);
      resolve(problem);
    };
    const done = (): void => finish(null);
    const failed = (error: Error): void => finish(error.message.replace(/[^ -~]/g, ' ').slice(0, 200));
    const closed = (): void => finish('the connection ended');
    const cancel = startDeadline(deadline, () => finish(`no end of the handshake within ${deadline} ms`));
    if (socket.destroyed) closed();
    else socket.once('secureConnect', done).once('error', failed).once('close', closed);
  });
}
