import type { FileStore } from '../store/file-store.ts';
import type { Upload } from '../store/upload.ts';
import { usageOf } from '../store/usage.ts';

/** By store, bytes on their way into it, which are not in its directories yet, and those that have ever arrived. */
const traffic = new WeakMap<FileStore, { underWay: number; arrived: number }>();

/**
 * An upload that fails as on a full disk once there would be more than so many bytes below the root of its store. The file that
 * it replaces counts until it is replaced.
 */
export function quotaUpload(upload: Upload, quota: number, store: FileStore): Upload {
  const shared = traffic.get(store) ?? { underWay: 0, arrived: 0 };
  traffic.set(store, shared);
  let used: number | null = null;
  let own = 0;
  const leave = (): void => {
    shared.underWay -= own;
    own = 0;
  };
  return {
    path: upload.path,
    write: async (chunks) => {
      // What arrives while it is counted may count twice, and never not at all.
      const before = shared.arrived;
      used ??= await usageOf(store, quota) - before;
      const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
      // The number is that of Linux; what it means is told by the code.
      if (used + shared.arrived + shared.underWay + bytes > quota) throw Object.assign(new Error('the quota of the user is used up'), { code: 'EDQUOT', errno: -122 });
      own += bytes;
      shared.underWay += bytes;
      await upload.write(chunks);
    },
    ...(upload.checkpoint === undefined ? {} : { checkpoint: () => upload.checkpoint!() }),
    commit: async () => {
      const stored = await upload.commit();
      if (stored.ok) shared.arrived += own;
      leave();
      return stored;
    },
    abandon: async () => {
      await upload.abandon();
      leave();
    },
  };
}
