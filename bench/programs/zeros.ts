import type { Socket } from 'node:net';

const BLOCK = Buffer.alloc(1024 * 1024);

/** Sends zeros and ends our half; resolves when the kernel has them. */
export async function sendZeros(socket: Socket, bytes: number): Promise<void> {
  await writeZeros(socket, bytes);
  socket.end();
}

/** Sends zeros; resolves when the kernel has them. */
export async function writeZeros(socket: Socket, bytes: number): Promise<void> {
  for (let left = bytes; left > 0; left -= BLOCK.length) {
    await new Promise<void>((resolve, reject) => socket.write(left < BLOCK.length ? BLOCK.subarray(0, left) : BLOCK, (error) => (error ? reject(error) : resolve())));
  }
}
