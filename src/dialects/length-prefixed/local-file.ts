import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { DownloadError } from './download-error.ts';

/** A file that is being downloaded: under a name of its own that ends in `.part`, until it is whole. */
export class LocalFile {
  readonly #handle: FileHandle;
  readonly #path: string;
  readonly #part: string;

  private constructor(handle: FileHandle, path: string, part: string) {
    this.#handle = handle;
    this.#path = path;
    this.#part = part;
  }

  static async create(path: string): Promise<LocalFile> {
    const part = `${path}.${randomBytes(4).toString('hex')}.part`;
    return new LocalFile(await storing(path, () => open(part, 'wx')), path, part);
  }

  async write(bytes: Buffer): Promise<void> {
    await storing(this.#path, async () => {
      for (let at = 0; at < bytes.length;) at += (await this.#handle.write(bytes, at)).bytesWritten;
    });
  }

  /** Gives the file its name. */
  async commit(): Promise<void> {
    await storing(this.#path, async () => {
      await this.#handle.close();
      await rename(this.#part, this.#path);
    });
  }

  async discard(): Promise<void> {
    await this.#handle.close().catch(() => {});
    await rm(this.#part, { force: true });
  }
}

async function storing<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw new DownloadError('CANNOT_STORE', `cannot store ${path}: ${(error as Error).message}`, error);
  }
}
