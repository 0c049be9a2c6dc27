import { fromErrno } from '../../server/store/errno.ts';
import type { TransferOptions } from '../../server/data/transfer-options.ts';
import type { Upload } from '../../server/store/upload.ts';
import type { TransferEnd } from '../../server/transfer.ts';
import type { Body } from './body.ts';
import type { InlineChannel } from './channel.ts';

/**
 * Receives a file up to its end and gives it its name. When the disk fails the rest is read nevertheless, or it would be
 * taken for commands. What did not arrive whole leaves nothing behind (INL-PRO-R34).
 */
export async function receiveBody(channel: InlineChannel, body: Body, upload: Upload, { stallLimit, signal, progress }: TransferOptions & { readonly signal: AbortSignal }): Promise<TransferEnd> {
  channel.beginFile();
  let failure: TransferEnd | null = null;
  let received = 0;
  for (;;) {
    const chunks = await channel.read(stallLimit, signal);
    const { file, state, rest } = piecesOf(body, chunks);
    if (failure === null) failure = await write(upload, file);
    received += file.reduce((sum, { length }) => sum + length, 0);
    progress?.(received);
    if (state === 'open') continue;
    channel.endFile(rest);
    if (state === 'broken' || failure !== null) await upload.abandon();
    if (state === 'broken') return '[data failed]';
    return failure ?? commit(upload);
  }
}

/** All that came at once; no more bytes to come is as bad as bytes that break the framing. */
function piecesOf(body: Body, chunks: readonly Buffer[] | null): { file: Buffer[]; state: 'open' | 'whole' | 'broken'; rest: Buffer[] } {
  const file: Buffer[] = [];
  if (chunks === null) return { file, state: 'broken', rest: [] };
  for (const [at, chunk] of chunks.entries()) {
    const piece = body.push(chunk);
    if (piece.file.length > 0) file.push(piece.file);
    if (piece.state !== 'open') return { file, state: piece.state, rest: [piece.rest, ...chunks.slice(at + 1)] };
  }
  return { file, state: 'open', rest: [] };
}

async function write(upload: Upload, file: readonly Buffer[]): Promise<TransferEnd | null> {
  if (file.length === 0) return null;
  try {
    await upload.write(file);
    return null;
  } catch (error) {
    return fromErrno(error).reason === 'full' ? '[storage full]' : '[storage failed]';
  }
}

async function commit(upload: Upload): Promise<TransferEnd> {
  const stored = await upload.commit();
  return stored.ok ? '[data done]' : stored.reason === 'full' ? '[storage full]' : '[storage failed]';
}
