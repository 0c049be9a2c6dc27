import type { Outcome } from './outcome.ts';
import type { VirtualPath } from './path.ts';

/** A file being received. Exactly one of `commit` and `abandon` ends it; whatever comes after is ignored. */
export interface Upload {
  /** The path the file will have (STOU: the name to announce, RFC 1123 §4.1.2.9). */
  readonly path: VirtualPath;
  /** Writes all bytes of all chunks, in order. Throws a system error (see `fromErrno`); one call at a time. */
  write(chunks: readonly Buffer[]): Promise<void>;
  /**
   * Forces what was written so far to the disk, where it survives a failure of the rest: as `NAME.part`, for `FileStore.resume`.
   * Absent where nothing can be kept.
   */
  checkpoint?(): Promise<void>;
  /** Makes the file what was received. Its value is the size of the whole file, in bytes. */
  commit(): Promise<Outcome<number>>;
  /** Undoes the upload: the old file, or its absence, is what remains. */
  abandon(): Promise<void>;
}

/** How a store receives files. */
export interface UploadOptions {
  /** Keep an interrupted upload as `NAME.part`, to resume it with REST and STOR and then rename it. */
  readonly keepPartial: boolean;
  /** Wait until the disk has the file (fsync of file and directory) before it counts as stored. */
  readonly sync: boolean;
}
