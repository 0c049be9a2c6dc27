import type { Stage } from './stage.ts';
import type { Talk } from './talk.ts';

/** Sends bytes in pieces that the server reads one by one. The observer is told by the caller. */
export async function sendInPieces(stage: Stage, talk: Talk, pieces: readonly (string | Buffer)[]): Promise<void> {
  for (const [at, piece] of pieces.entries()) {
    if (at > 0) await stage.turn();
    talk.raw(piece, []);
  }
}
