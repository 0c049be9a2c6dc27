import { createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A server for tests: listens on a free loopback port and hands each connection to `script`; `finished` is given
 * what ends it (vitest's `onTestFinished`). Returns the port.
 */
export async function scriptedServer(
  finished: (end: () => Promise<void>) => void, script: (socket: Socket) => void, host = '127.0.0.1',
): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    script(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  finished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => { server.close(resolve); });
  });
  return (server.address() as AddressInfo).port;
}

/** The next `length` bytes that the client sends. */
export function readExactly(socket: Socket, length: number): Promise<Buffer> {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    socket.on('data', function take(chunk: Buffer) {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length < length) return;
      socket.off('data', take);
      resolve(bytes);
    });
  });
}

/** A promise and its hand (`Promise.withResolvers`, which Node 20 lacks). */
export function deferred<T = void>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => { resolve = settle; });
  return { promise, resolve };
}

/** Waits until `count` has not grown for a fifth of a second: whoever counts is held up. */
export async function standstill(count: () => number): Promise<number> {
  for (let before = -1; before !== count();) {
    before = count();
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
  return count();
}
