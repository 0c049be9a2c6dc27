import { isIP } from 'node:net';
import { DataSocket } from './data-socket.ts';
import { plainAddress } from './plain-address.ts';

export interface Target { readonly address: string; readonly port: number }

/** Where a connection starts. A `port` (20, or L-1: RFC 959 §3.2) is tried first; where it cannot be had, any port will do. */
export interface Origin { readonly address: string; readonly port?: number | undefined }

/**
 * Connects to a data port of the client. Null when it cannot, or when `signal` is aborted meanwhile: then nothing is left
 * behind. Addresses are literal; no name is ever looked up.
 */
export async function connect(target: Target, origin: Origin, signal: AbortSignal): Promise<DataSocket | null> {
  if (origin.port !== undefined) {
    const outcome = await attemptConnection(target, origin.address, origin.port, signal);
    if (outcome !== 'port taken') return outcome;
  }
  const outcome = await attemptConnection(target, origin.address, undefined, signal);
  return outcome === 'port taken' ? null : outcome;
}

function attemptConnection(target: Target, from: string, port: number | undefined, signal: AbortSignal): Promise<DataSocket | 'port taken' | null> {
  const local = plainAddress(from);
  const host = plainAddress(target.address);
  if (host === null || signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    const socket = new DataSocket();
    socket.connect({
      host, port: target.port,
      // The client expects the server that it talks to; an address of the other family cannot be used.
      ...(local !== null && isIP(local) === isIP(host) && { localAddress: local }),
      ...(port !== undefined && { localPort: port }),
    });
    const settle = (outcome: DataSocket | 'port taken' | null) => {
      signal.removeEventListener('abort', stop);
      if (outcome !== socket) socket.destroy();
      resolve(outcome);
    };
    const stop = () => settle(null);
    signal.addEventListener('abort', stop);
    // Stays for good: a reset may arrive before a transfer listens for it.
    socket.on('error', (error: NodeJS.ErrnoException) => settle(isLocal(error) ? 'port taken' : null));
    socket.once('connect', () => settle(socket.pause()));
  });
}

/** Errors that are about our own port: in use, privileged, or the same pair of ports still in TIME_WAIT. */
function isLocal(error: NodeJS.ErrnoException): boolean {
  return ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL'].includes(error.code ?? '');
}
