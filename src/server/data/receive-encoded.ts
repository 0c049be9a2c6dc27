import { DataError } from '../../wire/representation/data-error.ts';
import { decode } from '../../wire/representation/decode.ts';
import { ByteSink } from '../../wire/representation/piece.ts';
import { saysItsEnd, type Representation } from '../../wire/representation/representation.ts';
import { markerOf, type Restart } from '../restart-marker.ts';
import { fromErrno } from '../store/errno.ts';
import type { Upload } from '../store/upload.ts';
import type { DataStream } from './data-socket.ts';
import { Incoming } from './incoming.ts';
import { confirmEnd, endOutgoing } from './outgoing.ts';
import type { TransferOptions } from './transfer-options.ts';
import { type Interruption, TransferWatch } from './transfer-watch.ts';

/** Bytes of a file that are written at a time. */
const BATCH = 64 * 1024;

export interface ReceiveEncodedOptions extends TransferOptions {
  readonly representation: Representation;
  /** Where the file is taken up again. */
  readonly restart: Restart;
  /** Told of each restart marker that is safe on the disk: its text, and ours. */
  readonly confirm: (theirs: string, ours: string) => void;
}

/** `bytes` counts what came over the wire. `malformed`: what came is not in the form that was agreed. */
export type ReceivedEncoded =
  | { readonly ok: true; readonly bytes: number }
  | { readonly ok: false; readonly reason: Interruption | 'full' | 'malformed' | 'write failed'; readonly bytes: number };

/**
 * Receives a file as TYPE, STRU and MODE say, up to its EOF, or to the end of the connection where that is all there is.
 * The caller commits or abandons the upload.
 */
export async function receiveEncoded(socket: DataStream, upload: Upload, options: ReceiveEncodedOptions): Promise<ReceivedEncoded> {
  const watch = new TransferWatch(socket, options);
  const incoming = new Incoming(socket, true);
  const held = new ByteSink();
  let bytes = 0;
  let stored = options.restart.position;
  const arriving = async function* (): AsyncGenerator<Buffer, void, undefined> {
    for (let block = await incoming.next(); block !== null; block = await incoming.next()) {
      bytes += block.length;
      options.progress?.(bytes);
      yield block;
    }
  };
  const store = async (): Promise<void> => {
    watch.peersTurn = false;
    stored += held.length;
    if (held.length > 0) await upload.write([held.take()]);
    watch.peersTurn = true;
  };
  try {
    for await (const piece of decode(arriving(), options.representation, options.restart.afterCr)) {
      if (Buffer.isBuffer(piece)) {
        held.append(piece);
        if (held.length >= BATCH) await store();
      } else if (upload.checkpoint !== undefined) {
        await store();
        await upload.checkpoint();
        options.confirm(piece.text, markerOf({ position: stored, afterCr: piece.afterCr }));
      }
    }
    await store();
    // What comes behind the end of deflated data is nobody's.
    if (!saysItsEnd(options.representation)) while ((await incoming.next()) !== null);
    const whole = watch.interruption === null && (saysItsEnd(options.representation) || incoming.ended) && (!incoming.ended || (await confirmEnd(socket)));
    if (!whole) return { ok: false, reason: watch.interruption ?? 'reset', bytes };
    watch.stop();
    void endOutgoing(socket);
    return { ok: true, bytes };
  } catch (error) {
    return { ok: false, reason: watch.interruption ?? reasonOf(error), bytes };
  } finally {
    incoming.stop();
    watch.stop();
    if (!socket.writableEnded) socket.destroy();
  }
}

function reasonOf(error: unknown): 'reset' | 'malformed' | 'full' | 'write failed' {
  if (error instanceof DataError) return error.kind === 'cut' ? 'reset' : 'malformed';
  return fromErrno(error).reason === 'full' ? 'full' : 'write failed';
}
