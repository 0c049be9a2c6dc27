import type { FileHandle } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { NvtEncoder } from '../../wire/ascii.ts';
import { endOutgoing, writeOut } from './outgoing.ts';
import type { TransferOptions } from './transfer-options.ts';
import { type Interruption, TransferWatch } from './transfer-watch.ts';

const BLOCK = 1024 * 1024;
/** In TYPE A a block can double and is copied: smaller ones keep the sum under two of the large. */
const ASCII_BLOCK = 256 * 1024;

export interface SendFileOptions extends TransferOptions {
  /** Send with CR LF line ends (TYPE A). */
  readonly ascii?: boolean;
}

/** `bytes` counts what went over the wire. */
export type Sent =
  | { readonly ok: true; readonly bytes: number }
  | { readonly ok: false; readonly reason: Interruption | 'read failed'; readonly bytes: number };

/**
 * Sends a file from `offset` (bytes of the file) to its end and closes the connection; resolves when the last byte and
 * the FIN are the kernel's. Reading the next block overlaps sending this one; never more than 2 MiB are held. The caller
 * closes the handle: nothing reads from it any more.
 */
export async function sendFile(handle: FileHandle, offset: number, socket: Socket, options: SendFileOptions): Promise<Sent> {
  const watch = new TransferWatch(socket, options);
  // A client that only listens sends nothing; reading shows when it goes away.
  socket.resume();
  let bytes = 0;
  try {
    for await (const block of blocksOf(handle, offset, options.ascii === true)) {
      watch.peersTurn = true;
      if (watch.interruption !== null || !(await writeOut(socket, block))) return { ok: false, reason: watch.interruption ?? 'reset', bytes };
      watch.peersTurn = false;
      bytes += block.length;
      options.progress?.(bytes);
    }
    watch.peersTurn = true;
    const ended = watch.interruption === null && (await endOutgoing(socket));
    return ended ? { ok: true, bytes } : { ok: false, reason: watch.interruption ?? 'reset', bytes };
  } catch {
    socket.destroy();
    return { ok: false, reason: watch.interruption ?? 'read failed', bytes };
  } finally {
    watch.stop();
  }
}

/** The blocks of a file in turn; each is valid until the next is asked for, while the one after it is being read. */
async function* blocksOf(handle: FileHandle, offset: number, ascii: boolean): AsyncGenerator<Buffer, void, undefined> {
  const encoder = ascii ? new NvtEncoder() : null;
  const size = (await handle.stat()).size;
  const length = Math.max(1, Math.min(ascii ? ASCII_BLOCK : BLOCK, size - offset));
  let [current, spare] = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)];
  let position = offset;
  let pending = handle.read(current, 0, length, position);
  try {
    for (let { bytesRead } = await pending; bytesRead > 0; { bytesRead } = await pending) {
      position += bytesRead;
      const block = current.subarray(0, bytesRead);
      [current, spare] = [spare, current];
      pending = handle.read(current, 0, length, position);
      // Awaited below or in `finally`; a failure in between must not count as unhandled.
      pending.catch(() => {});
      yield encoder === null ? block : encoder.push(block);
    }
    const rest = encoder?.end();
    if (rest !== undefined && rest.length > 0) yield rest;
  } finally {
    // Nobody may close the file, or take the buffer, under a read that still runs.
    await pending.catch(() => {});
  }
}
