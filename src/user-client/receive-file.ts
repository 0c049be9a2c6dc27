import { access, constants, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Writable } from 'node:stream';
import { LocalFileError } from './local-file-error.ts';
import { RemoteError } from './remote-error.ts';
import type { TransferOptions, Transferred } from './remote-files.ts';

/** A remote file that is to be fetched. */
export interface Source {
  /** Bytes; null where the server does not say. */
  readonly size: number | null;
  readonly modified: Date | null;
  /** False where the protocol cannot go on in the middle of a file: no part is kept then. */
  readonly restarts?: boolean;
  /** Writes the file from that byte on to the stream, until its end or until the signal is aborted. */
  readonly read: (into: Writable, from: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Throws where a download to `local` could not even begin.
 * @throws LocalFileError
 */
export async function checkReceivable(local: string): Promise<void> {
  await access(dirname(local), constants.W_OK).catch((error: unknown) => { throw LocalFileError.from(error, `write to the directory ${dirname(local)}`); });
  if ((await stat(local).catch(() => null))?.isDirectory() === true) throw new LocalFileError(`${local} is a directory`);
}

/**
 * Fetches a file to `LOCAL.part` and gives it its name when it is complete. What an earlier transfer has left there is
 * gone on with where its length fits and the remote file has not changed since.
 */
export async function receiveFile(local: string, source: Source, options: TransferOptions): Promise<Transferred> {
  await checkReceivable(local);
  const part = `${local}.part`;
  const from = options.resume && source.restarts !== false ? await partLength(part, source) : 0;
  let at = from;
  let refused: unknown = null;
  try {
    at = await fetch(part, source, from, options);
  } catch (error) {
    if (source.restarts === false) await rm(part, { force: true });
    // 550 is about the file, not about the restart.
    const cannotRestart = error instanceof RemoteError && error.code === 'REFUSED' && !error.transient && error.reply !== 550;
    if (!cannotRestart || from === 0) throw error;
    refused = error;
  }
  // A server that cannot restart is asked for the whole file.
  if (refused !== null) return receiveFile(local, source, { ...options, resume: false });
  if (source.size !== null && at !== source.size) {
    if (at > source.size) await rm(part, { force: true });
    throw new RemoteError('INCOMPLETE', `${at} bytes arrived of a file of ${source.size}`);
  }
  await rename(part, local).catch((error: unknown) => { throw LocalFileError.from(error, `rename ${part} to ${local}`); });
  return { size: at, resumedAt: from };
}

/** How much of the file is here already. Seconds are compared: many servers tell no finer times. */
async function partLength(part: string, source: Source): Promise<number> {
  const facts = await stat(part).catch(() => null);
  if (facts === null || !facts.isFile() || source.size === null || facts.size > source.size) return 0;
  const changed = source.modified !== null && Math.floor(source.modified.getTime() / 1000) > Math.floor(facts.mtimeMs / 1000);
  return changed ? 0 : facts.size;
}

async function fetch(part: string, source: Source, from: number, options: TransferOptions): Promise<number> {
  const handle = await open(part, from > 0 ? 'r+' : 'w').catch((error: unknown) => { throw LocalFileError.from(error, `write ${part}`); });
  let at = from;
  let trouble: unknown = null;
  const keep = async (chunk: Buffer, done: (error?: Error) => void): Promise<void> => {
    try {
      await writeWhole(handle, chunk, at);
      at += chunk.length;
      options.progress(at, source.size);
      done();
    } catch (error) {
      trouble = error;
      done(error as Error);
    }
  };
  const into = new Writable({
    highWaterMark: 1 << 20,
    write(chunk: Buffer, _, done) {
      void keep(chunk, done);
    },
    // An error of this stream would close the control connection of basic-ftp.
    destroy(_, done) { done(null); },
  });
  let whole = false;
  try {
    options.progress(at, source.size);
    // A part that is whole already needs no transfer.
    if (from === 0 || from !== source.size) await source.read(into, from, options.signal);
    whole = true;
  } catch (error) {
    throw trouble === null ? error : LocalFileError.from(trouble, `write ${part}`);
  } finally {
    await handle.close();
    if (at === 0 && !whole) await rm(part, { force: true });
  }
  return at;
}

async function writeWhole(handle: FileHandle, chunk: Buffer, at: number): Promise<void> {
  for (let done = 0; done < chunk.length;) done += (await handle.write(chunk, done, chunk.length - done, at + done)).bytesWritten;
}
