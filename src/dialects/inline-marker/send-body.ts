import type { FileHandle } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { writeOut } from '../../server/data/outgoing.ts';
import type { TransferOptions } from '../../server/data/transfer-options.ts';

const BLOCK = 256 * 1024;

/**
 * Sends exactly `size` bytes of a file. False when the file has become shorter or cannot be read, when the client takes nothing
 * for the stall limit, or when the transfer is aborted: then the connection is ended, because anything said now would be taken
 * for the file (INL-PRO-R23).
 */
export async function sendBody(handle: FileHandle, size: number, socket: Socket, { stallLimit, signal, progress }: TransferOptions): Promise<boolean> {
  const end = (): void => { socket.destroy(); };
  const buffers = [Buffer.allocUnsafe(Math.min(BLOCK, size)), Buffer.allocUnsafe(Math.min(BLOCK, size))];
  const read = (sent: number): Promise<number> => (sent < size ? readFully(handle, buffers[0]!, Math.min(BLOCK, size - sent), sent) : Promise.resolve(0));
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();
  let sent = 0;
  let reading = read(0);
  try {
    while (sent < size) {
      const length = await reading;
      if (length < Math.min(BLOCK, size - sent)) break;
      const block = buffers[0]!.subarray(0, length);
      buffers.reverse();
      reading = read(sent + length);
      // Awaited in the next round or below; a failure in between must not count as unhandled.
      reading.catch(() => {});
      // The timer runs only while it is the client's turn: a slow disk is not the client's stall.
      socket.setTimeout(stallLimit, end);
      const written = await writeOut(socket, block);
      socket.setTimeout(0, end);
      if (!written) break;
      sent += length;
      progress?.(sent);
    }
  } catch {
    // Seen below: not all was sent.
  } finally {
    // Nobody may close the file, or take the buffer, under a read that still runs.
    await reading.catch(() => {});
    socket.setTimeout(0, end);
    signal?.removeEventListener('abort', end);
  }
  if (sent < size) end();
  return sent === size && !socket.destroyed;
}

/** Reads until the buffer holds `length` bytes or the file ends. */
async function readFully(handle: FileHandle, buffer: Buffer, length: number, position: number): Promise<number> {
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}
