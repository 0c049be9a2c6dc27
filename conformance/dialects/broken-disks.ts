import type { ServerParts } from '../../src/server/reference-server.ts';
import type { Upload } from '../../src/server/store/upload.ts';
import { overlayStore } from '../overlay-store.ts';

type Store = Pick<ServerParts, 'store'>;

/** What a position of 26 bits can tell. */
const SIZE_26 = 2 ** 26;
/** Bytes after which the disk of `silentlyFull` is full. */
const ROOM = 100_000;

/** A server that begins a file anew where a position of 26 bits runs over. */
export function readsIn26Bits(): Store {
  return overlayStore((store) => ({
    openRead: async (path, offset) => {
      const file = await store.openRead(path, offset);
      if (!file.ok) return file;
      const handle = new Proxy(file.value.handle, {
        get: (target, key) => {
          if (key === 'read') return (buffer: Buffer, at: number, length: number, position: number) => target.read(buffer, at, Math.min(length, SIZE_26 - (position % SIZE_26)), position % SIZE_26);
          const value: unknown = Reflect.get(target, key, target);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
      return { ok: true, value: { ...file.value, handle } };
    },
  }));
}

/** A server that stores no more of a file than such a position can tell. */
export function writesIn26Bits(): Store { return limited(SIZE_26); }

/** A server that does not notice that its disk is full for what is called `…-disk-full`. */
export function silentlyFull(): Store { return limited(ROOM, '-disk-full'); }

/** A server that after a restart knows nothing of what was there before. */
export function forgets(): Store {
  let starts = 0;
  return overlayStore((store) => {
    starts += 1;
    if (starts === 1) return {};
    const missing = { ok: false, reason: 'missing', detail: 'no such file or directory' } as const;
    return { stat: async (path) => (path === '/' ? store.stat(path) : missing), openRead: async () => missing };
  });
}

/** Uploads of which all beyond so many bytes is dropped without a word. */
function limited(most: number, ending = ''): Store {
  return overlayStore((store) => ({
    create: async (path, offset) => {
      const created = await store.create(path, offset);
      if (!created.ok || !path.endsWith(ending)) return created;
      const upload: Upload = created.value;
      let written = 0;
      const write = async (chunks: readonly Buffer[]): Promise<void> => {
        for (const chunk of chunks) {
          const kept = chunk.subarray(0, Math.max(0, most - written));
          written += kept.length;
          if (kept.length > 0) await upload.write([kept]);
        }
      };
      return { ok: true, value: { path: upload.path, write, commit: () => upload.commit(), abandon: () => upload.abandon() } };
    },
  }));
}
