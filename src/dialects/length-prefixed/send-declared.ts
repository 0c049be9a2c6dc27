import type { FileHandle } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { writeOut } from '../../server/data/outgoing.ts';
import type { TransferOptions } from '../../server/data/transfer-options.ts';
import { type Interruption, TransferWatch } from '../../server/data/transfer-watch.ts';

export interface SendDeclaredOptions extends TransferOptions {
  /** Bytes that are read and sent at a time. */
  readonly block: number;
  /** Bytes a second at most; null is as fast as it goes. */
  readonly rate: number | null;
  /** The first byte that is sent; 0. */
  readonly from?: number;
  /** Given each block before it is sent; it is valid during the call. */
  readonly sending?: (block: Buffer) => void;
}

/** Why fewer bytes were sent than declared; null when all were. */
export type Shortfall = Interruption | 'read failed' | 'file shorter' | null;

/**
 * Sends the bytes of a file up to `size`, neither more nor fewer (LEN-PRO-R5), and leaves the connection open. Reading the
 * next block overlaps sending this one: two blocks are held. The caller closes the handle.
 */
export async function sendDeclared(handle: FileHandle, size: number, socket: Socket, options: SendDeclaredOptions): Promise<Shortfall> {
  const watch = new TransferWatch(socket, options);
  const began = performance.now();
  const from = options.from ?? 0;
  let sent = from;
  try {
    for await (const block of blocksOf(handle, { from, size }, options.block)) {
      options.sending?.(block);
      watch.peersTurn = true;
      if (watch.interruption !== null || !(await writeOut(socket, block))) return watch.interruption ?? 'reset';
      watch.peersTurn = false;
      sent += block.length;
      options.progress?.(sent);
      if (options.rate !== null && sent < size) await until(began + ((sent - from) / options.rate) * 1000, options.signal);
    }
    return watch.interruption ?? (sent === size ? null : 'file shorter');
  } catch {
    return watch.interruption ?? 'read failed';
  } finally {
    watch.stop();
  }
}

/** The blocks of a file in turn, from one byte up to another; each is valid until the next is asked for. */
async function* blocksOf(handle: FileHandle, { from, size }: { readonly from: number; readonly size: number }, length: number): AsyncGenerator<Buffer, void, undefined> {
  const most = Math.max(1, Math.min(length, size - from));
  let [current, spare] = [Buffer.allocUnsafe(most), Buffer.allocUnsafe(most)];
  let position = from;
  const next = (): Promise<{ bytesRead: number }> => handle.read(current, 0, Math.min(most, size - position), position);
  let pending = next();
  try {
    for (let { bytesRead } = await pending; bytesRead > 0; { bytesRead } = await pending) {
      position += bytesRead;
      const block = current.subarray(0, bytesRead);
      [current, spare] = [spare, current];
      pending = position < size ? next() : Promise.resolve({ bytesRead: 0 });
      // Awaited at the next turn or below; a failure in between must not count as unhandled.
      pending.catch(() => {});
      yield block;
    }
  } finally {
    // Nobody may close the file under a read that still runs.
    await pending.catch(() => {});
  }
}

/** Waits until a moment of `performance.now()`; an abort ends the waiting, and the watch says why. */
async function until(moment: number, signal: AbortSignal | undefined): Promise<void> {
  const rest = moment - performance.now();
  if (rest > 1) await wait(rest, undefined, signal === undefined ? {} : { signal }).catch(() => {});
}
