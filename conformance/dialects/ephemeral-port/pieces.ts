import type { Stage } from './stage.ts';
import type { Talk } from './talk.ts';

/**
 * Sends bytes in pieces. Between two of them another session asks something and has its answer, so the server has had its
 * turn and has read the piece by itself. The observer is told by the caller.
 */
export async function sendInPieces(stage: Stage, talk: Talk, pieces: readonly (string | Buffer)[]): Promise<void> {
  const other = await stage.talk();
  for (const [at, piece] of pieces.entries()) {
    if (at > 0) {
      other.say('get', 'ftpspec-never-made', { 'file missing': true });
      await other.answer();
      other.confirm('files-not-received');
    }
    talk.raw(piece, []);
  }
}
