import { randomBytes } from 'node:crypto';
import { constants, lstat, open, rm } from 'node:fs/promises';
import { attempt } from './errno.ts';
import type { Jail } from './jail.ts';
import { failure, type Outcome, success } from './outcome.ts';
import { joinPath, type VirtualPath } from './path.ts';
import { bytesOf } from './real-path.ts';
import { stageUpload } from './staged-upload.ts';
import type { Upload, UploadOptions } from './upload.ts';

const ATTEMPTS = 16;
/** Bytes: leaves room for the digits and for `.part`. */
const BASE_LIMIT = 240;

/**
 * Begins an upload under a name that no file has (STOU, RFC 959 §4.1.3): `base` and eight random hex digits. The name
 * is reserved by an empty file made with O_EXCL, so no two uploads can be told the same one; it goes when the upload fails.
 */
export async function uniqueUpload(jail: Jail, directory: VirtualPath, base: string, options: UploadOptions, mask: number | null = null): Promise<Outcome<Upload>> {
  if (base === '' || /[/\0]/.test(base)) return failure('not permitted', 'no name to make a unique name from');
  for (let tries = 0; tries < ATTEMPTS; tries += 1) {
    const path = joinPath(directory, `${base.slice(0, BASE_LIMIT)}.${randomBytes(4).toString('hex')}`);
    const reserved = await reserve(jail, path, mask);
    if (!reserved.ok && reserved.reason === 'exists') continue;
    if (!reserved.ok) return reserved;
    const upload = await stageUpload(jail, path, 0, options);
    if (!upload.ok) await release(jail, path, reserved.value);
    return upload.ok ? success(withReservation(jail, upload.value, reserved.value)) : upload;
  }
  return failure('busy', 'no free unique name was found');
}

function withReservation(jail: Jail, upload: Upload, inode: number): Upload {
  return {
    path: upload.path,
    write: (chunks) => upload.write(chunks),
    commit: async () => {
      const stored = await upload.commit();
      if (!stored.ok) await release(jail, upload.path, inode);
      return stored;
    },
    abandon: async () => {
      await upload.abandon();
      await release(jail, upload.path, inode);
    },
  };
}

function reserve(jail: Jail, path: VirtualPath, mask: number | null): Promise<Outcome<number>> {
  return jail.within(path, (seat) => attempt(async () => {
    const handle = await open(bytesOf(seat.path), constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o666);
    try {
      if (mask !== null) await handle.chmod(0o666 & ~mask);
      return (await handle.stat()).ino;
    } finally {
      await handle.close();
    }
  }));
}

/** Removes the reservation unless somebody has put another file, or bytes, in its place. */
async function release(jail: Jail, path: VirtualPath, inode: number): Promise<void> {
  await jail.within(path, (seat) => attempt(async () => {
    const facts = await lstat(bytesOf(seat.path));
    if (facts.ino === inode && facts.size === 0) await rm(bytesOf(seat.path));
  }));
}
