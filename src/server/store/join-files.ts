import { constants } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { attempt, fromErrno } from './errno.ts';
import type { Jail } from './jail.ts';
import { openFile, type OpenFile } from './open-file.ts';
import { failure, success, type Outcome } from './outcome.ts';
import type { VirtualPath } from './path.ts';
import { bytesOf } from './real-path.ts';
import { stageUpload } from './staged-upload.ts';
import type { UploadOptions } from './upload.ts';

const CHUNK = 256 * 1024;

/**
 * Makes one file of several, behind what it holds already, and removes those. The new file is written beside and takes its name when it is whole:
 * a failure leaves everything as it was. Files are read piece by piece.
 */
export async function joinFiles(jail: Jail, whole: VirtualPath, parts: readonly VirtualPath[], options: UploadOptions): Promise<Outcome<void>> {
  const opened: OpenFile[] = [];
  try {
    const old = await openFile(jail, whole, constants.O_RDONLY);
    if (old.ok) opened.push(old.value);
    else if (old.reason !== 'missing') return old;
    for (const part of parts) {
      const file = await openFile(jail, part, constants.O_RDONLY);
      if (!file.ok) return file;
      opened.push(file.value);
    }
    if (new Set(opened.map(({ facts }) => `${facts.dev}:${facts.ino}`)).size < opened.length) return failure('failed', 'a file is named twice');
    const stored = await store(jail, whole, opened, options);
    if (!stored.ok) return stored;
    // What is whole stays so, whatever becomes of a part.
    for (const part of parts) await jail.within(part, (seat) => attempt(() => unlink(bytesOf(seat.path))));
    return success(undefined);
  } finally {
    for (const { handle } of opened) await attempt(() => handle.close());
  }
}

async function store(jail: Jail, whole: VirtualPath, files: readonly OpenFile[], options: UploadOptions): Promise<Outcome<number>> {
  const upload = await stageUpload(jail, whole, 0, { ...options, keepPartial: false });
  if (!upload.ok) return upload;
  const buffer = Buffer.allocUnsafe(CHUNK);
  try {
    for (const { handle } of files) {
      for (let position = 0; ;) {
        const { bytesRead } = await handle.read(buffer, 0, CHUNK, position);
        if (bytesRead === 0) break;
        await upload.value.write([buffer.subarray(0, bytesRead)]);
        position += bytesRead;
      }
    }
  } catch (error) {
    await upload.value.abandon();
    return fromErrno(error);
  }
  return upload.value.commit();
}
