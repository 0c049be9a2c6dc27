import type { Socket } from 'node:net';

/** How long a peer may keep its half open after ours is closed, in milliseconds. */
const LINGER = 5000;

/** Writes a chunk and waits until the kernel has all of it; false when the connection is lost. The chunk may be reused then. */
export function writeOut(socket: Socket, chunk: Buffer): Promise<boolean> {
  return new Promise((resolve) => socket.write(chunk, (error) => resolve(!error)));
}

/**
 * Whether a connection whose peer is said to have closed its half was not in truth reset. When the last bytes and the
 * RST arrive together, libuv reports the hang-up as an end and nobody reads the error; writing nothing brings it to light.
 */
export function confirmEnd(socket: Socket): Promise<boolean> {
  return writeOut(socket, Buffer.alloc(0));
}

/**
 * Closes our half after the last byte; true when the kernel has taken everything including the FIN. That is when a
 * server may say that it is done: to wait for the peer's own close would hang on clients that read the reply first.
 * What the peer still sends is read and dropped, since closing on unread bytes resets the connection under our data.
 */
export function endOutgoing(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), LINGER).unref();
    socket.once('finish', () => resolve(true));
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(socket.writableFinished);
    });
    if (socket.destroyed) return resolve(false);
    socket.resume();
    socket.end();
  });
}
