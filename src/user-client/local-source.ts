import { open, stat, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { LocalFileError } from './local-file-error.ts';

/** A local file that is to be sent. */
export interface LocalSource {
  readonly size: number;
  readonly modified: Date;
  /** The file from that byte on, to the size that it had when it was opened. `moved` is told where it has got to, `stuck` that it goes no further. */
  readonly stream: (from: number, moved: (at: number) => void, stuck: () => void) => Readable;
  /** @throws LocalFileError when the file could not be read to that size */
  readonly check: () => void;
  readonly close: () => Promise<void>;
}

const BLOCK = 1 << 18;

/**
 * Opens a file for sending.
 * @throws LocalFileError when there is none, or it cannot be read
 */
export async function openLocal(path: string): Promise<LocalSource> {
  const cannot = (error: unknown): never => { throw LocalFileError.from(error, `send ${path}`); };
  // Looked at first: to open a pipe is to wait for its writer.
  const facts = await stat(path).catch(cannot);
  if (!facts.isFile()) throw new LocalFileError(`cannot send ${path}: it is ${facts.isDirectory() ? 'a directory' : 'no regular file'}`);
  const handle = await open(path, 'r').catch(cannot);
  let trouble: LocalFileError | null = null;
  return {
    size: facts.size,
    modified: facts.mtime,
    stream: (from, moved, stuck) => readFrom(handle, from, facts.size, moved, (error) => {
      trouble = error instanceof LocalFileError ? error : LocalFileError.from(error, `send ${path}`);
      stuck();
    }),
    check: () => { if (trouble !== null) throw trouble; },
    close: () => handle.close(),
  };
}

function readFrom(handle: FileHandle, from: number, size: number, moved: (at: number) => void, failed: (error: unknown) => void): Readable {
  let at = from;
  return new Readable({
    highWaterMark: BLOCK,
    read() {
      moved(at);
      if (at >= size) {
        this.push(null);
        return;
      }
      handle.read(Buffer.allocUnsafe(Math.min(BLOCK, size - at)), 0, null, at).then(({ bytesRead, buffer }) => {
        if (bytesRead === 0) throw new LocalFileError('the file to send became shorter meanwhile');
        at += bytesRead;
        this.push(buffer.subarray(0, bytesRead));
      }).catch(failed);
    },
    // An error of this stream would close the control connection of basic-ftp.
    destroy(_, done) { done(null); },
  });
}
