import { accessSync } from 'node:fs';
import { chmod, constants, mkdir, rename, rmdir, statfs, unlink } from 'node:fs/promises';
import { appendUpload } from './append-upload.ts';
import { type Entry, readEntry } from './entry.ts';
import { changeFacts, type FactChanges } from './change-facts.ts';
import { CreationTimes } from './creation-times.ts';
import { attempt, lookUp } from './errno.ts';
import { Jail, type Seat } from './jail.ts';
import { joinFiles } from './join-files.ts';
import { listDirectory } from './list-directory.ts';
import { openFile, type OpenFile } from './open-file.ts';
import { failure, type Outcome, success } from './outcome.ts';
import { splitPath, type VirtualPath } from './path.ts';
import { bytesOf } from './real-path.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { PART, stageUpload } from './staged-upload.ts';
import { uniqueUpload } from './unique-upload.ts';
import type { Upload, UploadOptions } from './upload.ts';

const ROOT = failure('not permitted', 'the root directory stays as it is');

/**
 * The files that a server offers: everything below one directory, and nothing else. Paths are virtual and resolved
 * (`resolvePath`). Every operation is asynchronous and answers with an `Outcome`; none throws for what a disk may say.
 */
export class FileStore {
  readonly #jail: Jail;
  readonly #options: UploadOptions;
  readonly #appending = new Set<string>();
  readonly #created = new CreationTimes();

  private constructor(jail: Jail, options: UploadOptions) {
    this.#jail = jail;
    this.#options = options;
  }

  /** Opens a store at an existing directory. Options default to false. */
  static async open(root: string, options: Partial<UploadOptions> = {}): Promise<Outcome<FileStore>> {
    const jail = await Jail.open(root);
    return jail.ok ? success(new FileStore(jail.value, { keepPartial: false, sync: false, ...options })) : jail;
  }

  /** Facts of a file or directory. */
  async stat(path: VirtualPath): Promise<Outcome<Entry>> {
    const entry = await this.#jail.within(path, (seat) => readEntry(this.#jail, seat.path, seat.name));
    return entry.ok ? success(this.#created.of(entry.value)) : entry;
  }

  /** The entries of a directory; iterating may throw when it vanishes meanwhile (see `listDirectory`). */
  async list(path: VirtualPath): Promise<Outcome<AsyncIterable<Entry>>> {
    const place = await this.#jail.enter(path);
    if (!place.ok) return place;
    const readable = lookUp(() => accessSync(bytesOf(place.value.path), constants.R_OK));
    place.value.leave();
    return readable.ok ? success(this.#created.ofAll(listDirectory(this.#jail, path))) : readable;
  }

  /** Opens a file to be read from `offset` (bytes); beyond its end fails. The caller closes the handle. */
  async openRead(path: VirtualPath, offset = 0): Promise<Outcome<OpenFile>> {
    const file = await openFile(this.#jail, path, constants.O_RDONLY);
    if (!file.ok || offset <= file.value.facts.size) return file;
    await file.value.handle.close();
    return failure('failed', 'the restart point is beyond the end of the file');
  }

  /** Begins to receive a file that replaces what is there from `offset` on (STOR, REST). */
  create(path: VirtualPath, offset = 0, mask: number | null = null): Promise<Outcome<Upload>> {
    return stageUpload(this.#jail, path, offset, this.#options, null, mask);
  }

  /** As `create`, but takes up what a failed upload left behind its last checkpoint, where that is there. */
  async resume(path: VirtualPath, offset: number): Promise<Outcome<Upload>> {
    const part = await stageUpload(this.#jail, path, offset, this.#options, `${path}${PART}`);
    return part.ok ? part : this.create(path, offset);
  }

  /** Begins to add to a file; a missing one is created (APPE). */
  async append(path: VirtualPath, mask: number | null = null): Promise<Outcome<Upload>> {
    const upload = await appendUpload(this.#jail, path, this.#appending, this.#options.sync);
    return upload.ok || upload.reason !== 'missing' ? upload : this.create(path, 0, mask);
  }

  /** Begins to receive a file under a new name in `directory` (STOU). */
  createUnique(directory: VirtualPath, base = 'file', mask: number | null = null): Promise<Outcome<Upload>> {
    return uniqueUpload(this.#jail, directory, base, this.#options, mask);
  }

  makeDirectory(path: VirtualPath, mask: number | null = null): Promise<Outcome<void>> {
    if (path === '/') return Promise.resolve(failure('exists', 'the root directory exists'));
    return this.#change(path, async (seat) => {
      await mkdir(bytesOf(seat.path));
      if (mask !== null) await chmod(bytesOf(seat.path), 0o777 & ~mask);
    });
  }

  /** Removes an empty directory. */
  removeDirectory(path: VirtualPath): Promise<Outcome<void>> {
    return this.#change(path, (seat) => rmdir(bytesOf(seat.path)));
  }

  /** Removes a file; of a link, the link itself. */
  remove(path: VirtualPath): Promise<Outcome<void>> {
    return this.#change(path, (seat) => unlink(bytesOf(seat.path)));
  }

  /** Renames a file, directory or link; an existing file at the new name is replaced. */
  rename(from: VirtualPath, to: VirtualPath): Promise<Outcome<void>> {
    if (to === '/') return Promise.resolve(ROOT);
    if (to.startsWith(`${from}/`)) return Promise.resolve(failure('not permitted', 'a directory cannot move into itself'));
    return this.#jail.within(to, (target) => this.#change(from, (source) => rename(bytesOf(source.path), bytesOf(target.path))));
  }

  /** Sets facts of a file or directory: all or none. A time of creation is kept as long as the store (see `CreationTimes`). */
  async changeFacts(path: VirtualPath, changes: FactChanges): Promise<Outcome<void>> {
    const entry = await this.#jail.within(path, (seat) => readEntry(this.#jail, seat.path, seat.name));
    if (!entry.ok) return entry;
    const changed = await changeFacts(this.#jail, path, changes);
    if (changed.ok && changes.created !== null) this.#created.set(entry.value, changes.created);
    return changed;
  }

  /** Makes one file of several and removes those (COMB): all of it or nothing. */
  join(whole: VirtualPath, parts: readonly VirtualPath[]): Promise<Outcome<void>> {
    return joinFiles(this.#jail, whole, parts, this.#options);
  }

  /** Bytes that can still be stored in a directory, or beside a file. */
  async room(path: VirtualPath): Promise<Outcome<number>> {
    const own = await this.#jail.enter(path);
    const place = own.ok || own.reason !== 'not a directory' ? own : await this.#jail.enter(splitPath(path).directory);
    if (!place.ok) return place;
    const disk = await attempt(() => statfs(bytesOf(place.value.path)));
    place.value.leave();
    return disk.ok ? success(disk.value.bavail * disk.value.bsize) : disk;
  }

  /** Removes what uploads of a crashed server left behind; call it at the start (see `removeLeftovers`). */
  removeLeftovers(age?: number, signal?: AbortSignal): Promise<number> {
    return removeLeftovers(this.#jail, age, signal);
  }

  #change(path: VirtualPath, operation: (seat: Seat) => Promise<void>): Promise<Outcome<void>> {
    if (path === '/') return Promise.resolve(ROOT);
    return this.#jail.within(path, (seat) => attempt(() => operation(seat)));
  }
}
