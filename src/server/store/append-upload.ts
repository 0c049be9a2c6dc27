import { constants } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { attempt } from './errno.ts';
import type { Jail } from './jail.ts';
import { openFile } from './open-file.ts';
import { failure, type Outcome, success } from './outcome.ts';
import type { VirtualPath } from './path.ts';
import type { Upload } from './upload.ts';
import { writeAll } from './write-all.ts';

/**
 * Begins an upload that adds to an existing file (APPE, RFC 959 §4.1.3).
 *
 * It writes to the file itself: copying a large file to add a line would be worse. The old length is remembered, and an
 * interrupted upload cuts the file back to it; only a crash of the server in mid-append leaves the added part behind.
 * `appending` holds the files being added to: a second appender gets `busy`, since cutting back would cut its bytes too.
 */
export async function appendUpload(jail: Jail, path: VirtualPath, appending: Set<string>, sync: boolean): Promise<Outcome<Upload>> {
  const opened = await openFile(jail, path, constants.O_WRONLY);
  if (!opened.ok) return opened;
  const { handle, facts } = opened.value;
  const identity = `${facts.dev}:${facts.ino}`;
  if (appending.has(identity)) {
    await handle.close();
    return failure('busy', 'another upload adds to this file');
  }
  appending.add(identity);
  // The length is asked for again: an append that ended between opening and locking made it longer.
  const length = await attempt(async () => (await handle.stat()).size);
  if (length.ok) return success(new AppendUpload(jail, path, handle, length.value, identity, appending, sync));
  appending.delete(identity);
  await handle.close();
  return length;
}

class AppendUpload implements Upload {
  readonly path: VirtualPath;
  readonly #jail: Jail;
  readonly #handle: FileHandle;
  readonly #oldSize: number;
  readonly #identity: string;
  readonly #appending: Set<string>;
  readonly #sync: boolean;
  #size: number;
  #ended = false;

  constructor(
    jail: Jail, path: VirtualPath, handle: FileHandle, size: number, identity: string, appending: Set<string>, sync: boolean,
  ) {
    this.path = path;
    this.#jail = jail;
    this.#handle = handle;
    this.#oldSize = size;
    this.#size = size;
    this.#identity = identity;
    this.#appending = appending;
    this.#sync = sync;
  }

  async write(chunks: readonly Buffer[]): Promise<void> {
    this.#size += await writeAll(this.#handle, chunks, this.#size);
  }

  async commit(): Promise<Outcome<number>> {
    if (this.#ended) return failure('failed', 'the upload has ended');
    this.#ended = true;
    const synced = this.#sync ? await attempt(() => this.#handle.sync()) : success(undefined);
    const there = await this.#stillThere();
    if (!synced.ok) await attempt(() => this.#handle.truncate(this.#oldSize));
    await this.#release();
    if (!synced.ok) return synced;
    return there ? success(this.#size) : failure('busy', 'the file was replaced during the upload');
  }

  async abandon(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await attempt(() => this.#handle.truncate(this.#oldSize));
    await this.#release();
  }

  async #release(): Promise<void> {
    await attempt(() => this.#handle.close());
    this.#appending.delete(this.#identity);
  }

  /** Whether the name still stands for the file that was written: what went to a replaced file is stored nowhere. */
  async #stillThere(): Promise<boolean> {
    const now = await openFile(this.#jail, this.path, constants.O_WRONLY);
    if (!now.ok) return false;
    await now.value.handle.close();
    return `${now.value.facts.dev}:${now.value.facts.ino}` === this.#identity;
  }
}
