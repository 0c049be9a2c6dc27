import { connect, type Socket } from 'node:net';
import { ClientError } from './client-error.ts';
import { startDeadline } from './deadline.ts';
import { registerSocket } from './open-sockets.ts';

export interface ConnectOptions {
  /** Name or address, without brackets. */
  readonly host: string;
  readonly port: number;
  /** Only this address family where `host` is a name. */
  readonly family?: 4 | 6;
  readonly localAddress?: string;
  readonly localPort?: number;
  /** Milliseconds until the attempt is given up. */
  readonly timeout: number;
  /** Keep the sending side open when the peer ends its own. */
  readonly halfOpen: boolean;
}

/** Connects, without Nagle's algorithm; rejects with a `ClientError`. The socket that comes back never throws. */
export function connectSocket({ timeout, halfOpen, ...address }: ConnectOptions): Promise<Socket> {
  const where = formatAddress(address.host, address.port);
  return new Promise((resolve, reject) => {
    let socket: Socket;
    try {
      socket = connect({ ...address, noDelay: true, allowHalfOpen: halfOpen });
    } catch (error) {
      reject(ClientError.from(error, `connect to ${where}`));
      return;
    }
    registerSocket(socket, `connection to ${where}`);
    const cancel = startDeadline(timeout, () => {
      reject(new ClientError('timeout', `cannot connect to ${where}: no answer within ${timeout} ms`));
      socket.destroy();
    });
    // Stays for good: an error after the connection stands is an event to observe, not to throw.
    socket.on('error', (error) => {
      cancel();
      reject(ClientError.from(error, `connect to ${where}`));
    });
    socket.once('connect', () => {
      cancel();
      resolve(socket);
    });
  });
}

/** `host:port`, with brackets around an IPv6 address. */
export function formatAddress(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
