import { NvtDecoder } from '../../wire/ascii.ts';
import { fromErrno } from '../store/errno.ts';
import type { DataStream } from './data-socket.ts';
import { Incoming } from './incoming.ts';
import { confirmEnd, endOutgoing } from './outgoing.ts';
import type { TransferOptions } from './transfer-options.ts';
import { type Interruption, TransferWatch } from './transfer-watch.ts';

/** Where received bytes go: an `Upload`. The chunks are used again once it is done. Throws a system error when it cannot take them. */
export interface Sink { write(chunks: readonly Buffer[]): Promise<void> }

export interface ReceiveFileOptions extends TransferOptions {
  /** Store LF for CR LF (TYPE A). */
  readonly ascii?: boolean;
  /** Bytes on the wire beyond which the transfer fails. */
  readonly limit?: number;
}

/** `bytes` counts what came over the wire and was written. */
export type Received =
  | { readonly ok: true; readonly bytes: number }
  | { readonly ok: false; readonly reason: Interruption | 'full' | 'too large' | 'write failed'; readonly bytes: number };

/**
 * Receives until the peer closes its half, and resolves when the sink has every byte. Only an orderly end is `ok`: a
 * reset is a failure, also after the last byte. At most 2 MiB are held; a slow sink makes the peer wait.
 * The caller commits or abandons the sink.
 */
export async function receiveFile(socket: DataStream, sink: Sink, options: ReceiveFileOptions): Promise<Received> {
  const watch = new TransferWatch(socket, options);
  const incoming = new Incoming(socket);
  const decoder = options.ascii === true ? new NvtDecoder() : null;
  let bytes = 0;
  try {
    for (let block = await incoming.next(); block !== null; block = await incoming.next()) {
      if (bytes + block.length > (options.limit ?? Infinity)) return { ok: false, reason: 'too large', bytes };
      watch.peersTurn = false;
      await sink.write([decoder === null ? block : decoder.push(block)]);
      watch.peersTurn = true;
      bytes += block.length;
      options.progress?.(bytes);
    }
    const rest = decoder?.end();
    if (rest !== undefined && rest.length > 0) await sink.write([rest]);
    const whole = incoming.ended && watch.interruption === null && (await confirmEnd(socket));
    if (!whole) return { ok: false, reason: watch.interruption ?? 'reset', bytes };
    watch.stop();
    void endOutgoing(socket);
    return { ok: true, bytes };
  } catch (error) {
    return { ok: false, reason: watch.interruption ?? (fromErrno(error).reason === 'full' ? 'full' : 'write failed'), bytes };
  } finally {
    incoming.stop();
    watch.stop();
    // Ended above only when all is well.
    if (!socket.writableEnded) socket.destroy();
  }
}
