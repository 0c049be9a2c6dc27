import type { FileStore } from '../../src/server/store/file-store.ts';
import { overlayStore } from '../overlay-store.ts';

/** Bytes after which the disk is full. */
const ROOM = 100_000;

/** A store whose disk has no room for what is called `…-disk-full`: writing it throws ENOSPC, as a full file system does. */
export function fullDisk(store: FileStore): FileStore {
  return overlayStore((inner) => ({
    create: async (path: string, offset?: number) => {
      const created = await inner.create(path, offset);
      if (!created.ok || !path.endsWith('-disk-full')) return created;
      const upload = created.value;
      let written = 0;
      const write = async (chunks: readonly Buffer[]): Promise<void> => {
        written += chunks.reduce((sum, chunk) => sum + chunk.length, 0);
        if (written > ROOM) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28, syscall: 'write' });
        await upload.write(chunks);
      };
      return { ok: true as const, value: { path: upload.path, write, commit: () => upload.commit(), abandon: () => upload.abandon() } };
    },
  })).store(store);
}
