import type { Socket } from 'node:net';
import { limitsOf } from './pace.ts';

/** How long a peer may keep its half open after ours is closed, in milliseconds. */
const LINGER = 5000;

/**
 * Writes a chunk and waits until the kernel has all of it; false when the connection is lost. The chunk may be reused then.
 * A socket with limits gets it in pieces, no faster than they say.
 */
export function writeOut(socket: Socket, chunk: Buffer): Promise<boolean> {
  return limitsOf(socket) === undefined ? written(socket, chunk) : writtenSlowly(socket, chunk);
}

function written(socket: Socket, chunk: Buffer): Promise<boolean> {
  return new Promise((resolve) => socket.write(chunk, (error) => resolve(!error)));
}

async function writtenSlowly(socket: Socket, chunk: Buffer): Promise<boolean> {
  const { piece, paces } = limitsOf(socket)!;
  for (let at = 0; at < chunk.length; at += piece) {
    const part = chunk.subarray(at, at + piece);
    if (!(await written(socket, part))) return false;
    for (const pace of paces) await pace.passed(part.length, socket);
  }
  return !socket.destroyed;
}

/**
 * Whether a connection whose peer is said to have closed its half was not in truth reset. When the last bytes and the
 * RST arrive together, libuv reports the hang-up as an end and nobody reads the error; writing nothing brings it to light.
 */
export function confirmEnd(socket: Socket): Promise<boolean> {
  return written(socket, Buffer.alloc(0));
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
