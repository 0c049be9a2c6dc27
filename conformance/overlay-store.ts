import type { ServerParts } from '../src/server/reference-server.ts';
import type { FileStore } from '../src/server/store/file-store.ts';

/** The parts of a server whose file store does some operations in another way. */
export function overlayStore(change: (store: FileStore) => Partial<FileStore>): Pick<ServerParts, 'store'> {
  return {
    store: (store) => {
      const changed = change(store) as Record<PropertyKey, unknown>;
      return new Proxy(store, {
        get: (target, key) => {
          if (key in changed) return changed[key];
          const value: unknown = Reflect.get(target, key);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
    },
  };
}
