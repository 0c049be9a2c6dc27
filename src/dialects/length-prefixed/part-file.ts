import type { Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { digestInto } from './checksum.ts';
import { DownloadError } from './download-error.ts';

/** What came of a download so far: `NAME.part`, which outlives a failed attempt and this program. */
export class PartFile {
  /** Bytes that it holds. */
  length: number;
  readonly #handle: FileHandle;
  readonly #path: string;

  private constructor(handle: FileHandle, path: string, length: number) {
    this.#handle = handle;
    this.#path = path;
    this.length = length;
  }

  /** Opens what an earlier attempt has left, or begins. A link is not followed: who made it might want another file to be written to. */
  static async open(path: string): Promise<PartFile> {
    return storing(path, async () => {
      const handle = await open(`${path}.part`, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o644);
      const facts = await handle.stat();
      if (facts.isFile()) return new PartFile(handle, path, facts.size);
      await handle.close();
      throw new Error(`${path}.part is no file`);
    });
  }

  /** Adds what is there to a digest. */
  async digest(hash: Hash): Promise<void> {
    await storing(this.#path, async () => {
      if (!(await digestInto(hash, this.#handle, this.length, () => true))) throw new Error(`${this.#path}.part has become shorter`);
    });
  }

  /** Adds bytes at its end. */
  async append(bytes: Buffer): Promise<void> {
    await storing(this.#path, async () => {
      for (let at = 0; at < bytes.length;) at += (await this.#handle.write(bytes, at, bytes.length - at, this.length + at)).bytesWritten;
      this.length += bytes.length;
    });
  }

  /** Begins anew. */
  async empty(): Promise<void> {
    await storing(this.#path, () => this.#handle.truncate(0));
    this.length = 0;
  }

  /** Gives the file its name. */
  async commit(): Promise<void> {
    await storing(this.#path, () => rename(`${this.#path}.part`, this.#path));
  }

  /** Closes it; nothing is kept of a file without bytes. */
  async close(): Promise<void> {
    await this.#handle.close().catch(() => {});
    if (this.length === 0) await rm(`${this.#path}.part`, { force: true });
  }
}

async function storing<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw new DownloadError('CANNOT_STORE', `cannot store ${path}: ${(error as Error).message}`, error);
  }
}
