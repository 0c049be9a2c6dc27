import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A relay on loopback: what translates addresses, or listens in, between client and server. */
export interface Relay {
  readonly port: number;
  /** Connections that came through. */
  readonly passed: () => number;
  readonly close: () => Promise<void>;
}

/**
 * Passes each connection on to a port of 127.0.0.1.
 * @param from address and port to listen on; port 0 takes a free one
 * @param to a port, or the one that is listened on
 */
export async function startRelay(from: { readonly host: string; readonly port: number }, to: number | 'the same port'): Promise<Relay> {
  const sockets = new Set<Socket>();
  let passed = 0;
  const server = createServer((client) => {
    passed += 1;
    const inner = connect({ host: '127.0.0.1', port: to === 'the same port' ? client.localPort! : to });
    for (const [one, other] of [[client, inner], [inner, client]] as const) {
      sockets.add(one);
      one.pipe(other);
      one.once('error', () => other.destroy()).once('close', () => sockets.delete(one));
    }
  });
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(from.port, from.host, resolve); });
  return {
    port: (server.address() as AddressInfo).port,
    passed: () => passed,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    }),
  };
}
