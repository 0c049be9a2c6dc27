import type { Socket } from 'node:net';
import { endOutgoing, writeOut } from './outgoing.ts';
import type { Sent } from './send-blocks.ts';
import type { TransferOptions } from './transfer-options.ts';
import { TransferWatch } from './transfer-watch.ts';

const BATCH = 16 * 1024;

/**
 * Sends lines, each with a CR LF added, and closes the connection; resolves as `sendFile` does. Lines are byte strings.
 * They are written in batches of at least 16 KiB and asked for only as fast as the peer takes them.
 */
export async function sendText(lines: AsyncIterable<string>, socket: Socket, options: TransferOptions): Promise<Sent> {
  const watch = new TransferWatch(socket, options);
  socket.resume();
  let bytes = 0;
  let batch = '';
  const flush = async () => {
    const block = Buffer.from(batch, 'latin1');
    batch = '';
    watch.peersTurn = true;
    const written = watch.interruption === null && (await writeOut(socket, block));
    watch.peersTurn = false;
    if (!written) return false;
    bytes += block.length;
    options.progress?.(bytes);
    return true;
  };
  const failed = (): Sent => ({ ok: false, reason: watch.interruption ?? 'reset', bytes });
  try {
    watch.peersTurn = false;
    for await (const line of lines) {
      batch += `${line}\r\n`;
      if (watch.interruption !== null || (batch.length >= BATCH && !(await flush()))) return failed();
    }
    if (batch !== '' && !(await flush())) return failed();
    watch.peersTurn = true;
    return watch.interruption === null && (await endOutgoing(socket)) ? { ok: true, bytes } : failed();
  } catch {
    socket.destroy();
    return { ok: false, reason: watch.interruption ?? 'read failed', bytes };
  } finally {
    watch.stop();
  }
}
