import type { FileStore } from '../../server/store/file-store.ts';
import { failure, success, type Outcome } from '../../server/store/outcome.ts';
import type { VirtualPath } from '../../server/store/path.ts';
import type { Upload } from '../../server/store/upload.ts';

/** Names that are being uploaded, a set for each store: PUT replaces nothing, so such a name is taken (INL-PRO-R36). */
const taken = new WeakMap<FileStore, Set<VirtualPath>>();

function namesOf(store: FileStore): Set<VirtualPath> {
  const names = taken.get(store) ?? new Set();
  taken.set(store, names);
  return names;
}

export function isBeingUploaded(store: FileStore, path: VirtualPath): boolean { return namesOf(store).has(path); }

/** Begins an upload of a file that does not exist, under a name that is taken until it ends. */
export async function exclusiveUpload(store: FileStore, path: VirtualPath): Promise<Outcome<Upload>> {
  const names = namesOf(store);
  if (names.has(path)) return failure('exists', 'another client is uploading it');
  names.add(path);
  const upload = await store.create(path);
  if (!upload.ok) {
    names.delete(path);
    return upload;
  }
  const { value } = upload;
  return success({
    path: value.path,
    write: (chunks: readonly Buffer[]) => value.write(chunks),
    commit: () => value.commit().finally(() => names.delete(path)),
    abandon: () => value.abandon().finally(() => names.delete(path)),
  });
}
