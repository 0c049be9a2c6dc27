import { constants, copyFile, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { attempt } from './errno.ts';
import type { Jail, Seat } from './jail.ts';
import { openFile } from './open-file.ts';
import { failure, type Outcome, success } from './outcome.ts';
import type { VirtualPath } from './path.ts';
import { bytesOf, descriptorPath, type RealPath } from './real-path.ts';
import { temporaryName } from './temporary-name.ts';
import type { Upload, UploadOptions } from './upload.ts';
import { findTarget, type UploadTarget } from './upload-target.ts';
import { writeAll } from './write-all.ts';

/**
 * Begins an upload that replaces `path` as a whole. Bytes go to a temporary name in the same directory, which is
 * renamed when complete: readers see the old file or the new one, and of two uploads at once the last to end wins.
 *
 * With an `offset` (REST, RFC 3659 §5.2) the temporary file starts as a copy of the old file, shared by the disk where
 * the file system can, cut at the offset: an interrupted restart also leaves the old file as it was. An offset beyond
 * the end of the old file fails. With a `part` that file is taken up instead, and removed in the end. The file keeps the permission bits, not the owner, of the one that it replaces; a
 * new one lacks those of `mask`, or what the process lacks where it is null.
 */
export async function stageUpload(jail: Jail, path: VirtualPath, offset: number, options: UploadOptions, part: VirtualPath | null = null, mask: number | null = null): Promise<Outcome<Upload>> {
  const target = await findTarget(jail, path);
  if (!target.ok) return target;
  const { seat } = target.value;
  const temporary = `${seat.place.path}/${temporaryName()}`;
  const handle = await openTemporary(jail, part ?? path, target.value, temporary, offset, part !== null, mask);
  if (handle.ok) return success(new StagedUpload(path, seat, temporary, handle.value, offset, options, part !== null));
  seat.place.leave();
  return handle;
}

/** What the name of a part ends with. */
export const PART = '.part';

async function openTemporary(
  jail: Jail, path: VirtualPath, { seat, existing }: UploadTarget, temporary: RealPath, offset: number, isPart: boolean, mask: number | null,
): Promise<Outcome<FileHandle>> {
  if (offset > 0) {
    if (existing === null && !isPart) return failure('missing', 'no file to restart');
    const old = await openFile(jail, path, constants.O_RDONLY);
    if (!old.ok) return old;
    if (offset > old.value.facts.size) {
      await old.value.handle.close();
      return failure('failed', 'the restart point is beyond the end of the file');
    }
    const source = jail.pins ? descriptorPath(old.value.handle.fd) : isPart ? `${seat.path}${PART}` : seat.path;
    const copied = await attempt(() => copyFile(bytesOf(source), bytesOf(temporary), constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE));
    await old.value.handle.close();
    if (!copied.ok) return discard(temporary, copied);
  }
  const flags = constants.O_WRONLY | constants.O_NOFOLLOW | (offset > 0 ? 0 : constants.O_CREAT | constants.O_EXCL);
  const handle = await attempt(() => open(bytesOf(temporary), flags, 0o666));
  if (!handle.ok) return offset > 0 ? discard(temporary, handle) : handle;
  const prepared = await attempt(async () => {
    if (offset > 0) await handle.value.truncate(offset);
    if (existing !== null) await handle.value.chmod(existing.mode & 0o777);
    else if (mask !== null) await handle.value.chmod(0o666 & ~mask);
  });
  if (prepared.ok) return handle;
  await handle.value.close();
  return discard(temporary, prepared);
}

async function discard<T>(temporary: RealPath, result: T): Promise<T> {
  await attempt(() => rm(bytesOf(temporary), { force: true }));
  return result;
}

class StagedUpload implements Upload {
  readonly path: VirtualPath;
  readonly #seat: Seat;
  readonly #temporary: RealPath;
  readonly #handle: FileHandle;
  readonly #offset: number;
  readonly #options: UploadOptions;
  readonly #resumesPart: boolean;
  #size: number;
  /** Bytes that a checkpoint keeps; null: none was made. */
  #kept: number | null = null;
  #ended = false;

  constructor(path: VirtualPath, seat: Seat, temporary: RealPath, handle: FileHandle, offset: number, options: UploadOptions, resumesPart: boolean) {
    this.path = path;
    this.#resumesPart = resumesPart;
    this.#seat = seat;
    this.#temporary = temporary;
    this.#handle = handle;
    this.#offset = offset;
    this.#size = offset;
    this.#options = options;
  }

  async write(chunks: readonly Buffer[]): Promise<void> {
    this.#size += await writeAll(this.#handle, chunks, this.#size);
  }

  async checkpoint(): Promise<void> {
    await this.#handle.datasync();
    this.#kept = this.#size;
  }

  async commit(): Promise<Outcome<number>> {
    if (this.#ended) return failure('failed', 'the upload has ended');
    this.#ended = true;
    const synced = this.#options.sync ? await attempt(() => this.#handle.sync()) : success(undefined);
    // Some file systems report a full disk only here.
    const closed = await attempt(() => this.#handle.close());
    const stored = !synced.ok ? synced : !closed.ok ? closed : await this.#rename(this.#seat.path);
    if (!stored.ok) await discard(this.#temporary, stored);
    else if (this.#resumesPart) await discard(`${this.#seat.path}${PART}`, null);
    this.#seat.place.leave();
    return stored.ok ? success(this.#size) : stored;
  }

  async abandon(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    const cut = this.#kept;
    if (cut !== null) await attempt(() => this.#handle.truncate(cut));
    await attempt(() => this.#handle.close());
    const kept = (cut ?? (this.#options.keepPartial ? this.#size : 0)) > 0 && (await this.#rename(this.#partialPath())).ok;
    if (!kept) await discard(this.#temporary, null);
    this.#seat.place.leave();
  }

  /** A part that was being resumed stays under its own name. */
  #partialPath(): RealPath {
    return this.#offset > 0 && this.#seat.name.endsWith(PART) ? this.#seat.path : `${this.#seat.path}${PART}`;
  }

  #rename(to: RealPath): Promise<Outcome<void>> {
    return attempt(async () => {
      await rename(bytesOf(this.#temporary), bytesOf(to));
      if (!this.#options.sync) return;
      const directory = await open(bytesOf(this.#seat.place.path), constants.O_RDONLY);
      try {
        await directory.sync();
      } finally {
        await directory.close();
      }
    });
  }
}
