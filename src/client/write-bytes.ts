import type { Socket } from 'node:net';
import { startDeadline } from './deadline.ts';

/** What became of bytes that were to be sent. */
export interface SendOutcome {
  /** `silence`: the peer took nothing for as long as the deadline says. */
  readonly how: 'sent' | 'reset' | 'silence';
  /** Bytes that the system took; the last of them may not have reached the peer. */
  readonly bytes: number;
}

/**
 * Writes the pieces one after another, each handed to the system before the next, and never waits more than
 * `deadline` milliseconds for one of them. Never throws. `written` is told of each piece that the system took.
 */
export async function writePieces(
  socket: Socket, pieces: Iterable<Uint8Array>, deadline: number, written: (piece: Uint8Array) => void,
): Promise<SendOutcome> {
  let bytes = 0;
  for (const piece of pieces) {
    const how = await writePiece(socket, piece, deadline);
    if (how !== 'sent') return { how, bytes };
    bytes += piece.length;
    written(piece);
  }
  return { how: 'sent', bytes };
}

/** Waits until all that was written before is in the hands of the system. */
export function flush(socket: Socket, deadline: number): Promise<SendOutcome['how']> {
  return writePiece(socket, new Uint8Array(0), deadline);
}

function writePiece(socket: Socket, piece: Uint8Array, deadline: number): Promise<SendOutcome['how']> {
  return new Promise((resolve) => {
    if (!socket.writable) {
      resolve('reset');
      return;
    }
    const finish = (how: SendOutcome['how']) => {
      cancel();
      socket.off('close', onClose);
      resolve(how);
    };
    const onClose = () => finish('reset');
    const cancel = startDeadline(deadline, () => finish('silence'));
    socket.once('close', onClose);
    // A socket that is destroyed cancels its writes and calls back without an error.
    socket.write(piece, (error) => finish(error || socket.destroyed ? 'reset' : 'sent'));
  });
}
