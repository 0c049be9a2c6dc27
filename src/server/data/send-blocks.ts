import type { Socket } from 'node:net';
import { endOutgoing, writeOut } from './outgoing.ts';
import type { TransferOptions } from './transfer-options.ts';
import { type Interruption, TransferWatch } from './transfer-watch.ts';

/** `bytes` counts what went over the wire. */
export type Sent =
  | { readonly ok: true; readonly bytes: number }
  | { readonly ok: false; readonly reason: Interruption | 'read failed'; readonly bytes: number };

/**
 * Sends blocks and closes the connection; resolves when the last byte and the FIN are the kernel's. A block is let go of
 * when the next one is asked for.
 */
export async function sendBlocks(blocks: AsyncIterable<Buffer>, socket: Socket, options: TransferOptions): Promise<Sent> {
  const watch = new TransferWatch(socket, options);
  // A client that only listens sends nothing; reading shows when it goes away.
  socket.resume();
  let bytes = 0;
  try {
    watch.peersTurn = false;
    for await (const block of blocks) {
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
